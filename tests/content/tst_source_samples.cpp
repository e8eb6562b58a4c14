// Every source definition proves itself: each of its samples is recognised as this source and read as it says.
#include "base/Text.h"
#include "catalog/Catalog.h"
#include "source/LogReader.h"
#include "source/readers/CsvRows.h"
#include "source/RecordBatch.h"
#include "source/SourceSet.h"
#include "workspace/Workspace.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

using namespace proofstead;
using base::Json;

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

// The columns of an event that a sample may name, as texts.
Json columnsOf(const model::EventFields& e) {
    Json columns{{"environment", e.environment},
                 {"region", e.region},
                 {"class", e.eventClass},
                 {"activity", e.activity},
                 {"service", e.service},
                 {"action", e.action},
                 {"actor", e.actor},
                 {"actor_type", e.actorType},
                 {"actor_principal", e.actorPrincipal},
                 {"actor_account", e.actorAccount},
                 {"target", e.target},
                 {"outcome", e.outcome},
                 {"error", e.error},
                 {"src_ip", e.srcIp},
                 {"user_agent", e.userAgent},
                 {"category", e.category},
                 {"native_id", e.nativeId}};
    if (!(e.flags & model::kNoTime)) columns["at"] = base::formatTime(e.at);
    if (e.recordedAt != 0) columns["recorded_at"] = base::formatTime(e.recordedAt);
    columns["flags"] = e.flags;
    columns["attributes"] = base::parseJson(e.attributes.empty() ? "{}" : e.attributes).value_or(Json());
    return columns;
}

class Text : public source::ByteStream {
public:
    explicit Text(std::string_view text) : m_text(text) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override {
        const auto count = m_text.copy(target, size);
        m_text.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_text;
};

// A log's sample is a record, the others are texts as delivered.
std::string textOf(const Json& sample) {
    return sample.contains("record") ? sample["record"].dump() : sample.at("text").get<std::string>();
}

std::vector<source::RegisterRow> rowsOf(const source::RegisterDefinition& definition, const Json& sample) {
    std::vector<source::RegisterRow> rows;
    const auto text = textOf(sample);
    if (base::stringAt(sample, "format") == "json") {
        for (const auto& object : Json::parse(text))
            rows.push_back(source::readRow(definition, source::cellsOf(object)));
        return rows;
    }
    source::CsvRows reader(text, source::csvSeparator(text));
    source::CsvRow header, row;
    reader.next(header);
    while (reader.next(row)) {
        std::vector<std::pair<std::string, std::string>> cells;
        for (std::size_t i = 0; i < header.fields.size() && i < row.fields.size(); ++i)
            cells.emplace_back(header.fields[i], row.fields[i]);
        rows.push_back(source::readRow(definition, cells));
    }
    return rows;
}

QString shown(const Json& json) {
    return QString::fromStdString(json.dump());
}

} // namespace

class TestSourceSamples : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyDefinitionHasSamples();
    void theSampleIsRecognised_data() { rows({}); }
    void theSampleIsRecognised();
    void theRecordGivesTheseColumns_data() { rows("log"); }
    void theRecordGivesTheseColumns();
    void theTableGivesTheseRows_data() { rows("register"); }
    void theTableGivesTheseRows();
    void theExportImports_data() { rows("access"); }
    void theExportImports();
    void theTemplateIsReadAsItsRegister();

private:
    void rows(const std::string& kind) const;

    catalog::Catalog m_content;
    source::SourceSet m_sources;
};

void TestSourceSamples::initTestCase() {
    auto content = catalog::Catalog::load(kResources, {});
    QVERIFY(content);
    m_content = std::move(*content);
    for (const auto& source : m_content.sources)
        QVERIFY(m_sources.add(source.document, source.digest));
}

void TestSourceSamples::everyDefinitionHasSamples() {
    for (const auto& source : m_content.sources) {
        const auto* samples = base::find(source.document, "samples");
        QVERIFY2(samples && !samples->empty(), source.id.c_str());
    }
}

void TestSourceSamples::rows(const std::string& kind) const {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("sample");
    for (const auto& source : m_content.sources) {
        if (!kind.empty() && source.kind != kind) continue;
        int number = 0;
        for (const auto& sample : source.document.at("samples")) {
            const auto name = base::stringAt(sample, "name", base::stringAt(sample, "format"));
            QTest::newRow(fmt::format("{} {}: {}", source.id, ++number, name).c_str())
                << QByteArray::fromStdString(source.id) << QByteArray::fromStdString(sample.dump());
        }
    }
}

void TestSourceSamples::theSampleIsRecognised() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, sample);
    const auto what = m_sources.recognise(textOf(Json::parse(sample)));
    QVERIFY(what);
    QCOMPARE(QByteArray::fromStdString(what->id()), source);
}

void TestSourceSamples::theRecordGivesTheseColumns() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, sample);
    const auto wanted = Json::parse(sample);
    const auto text = textOf(wanted);
    const auto what = m_sources.recognise(text);
    QVERIFY(what && what->log);
    Text stream(text);
    source::RecordBatch batch;
    QVERIFY(source::splitterFor(*what, stream)->next(batch, text.size() + 1).value_or(false));
    source::LogReader reader(*what->log, what->reading);
    source::Arena arena;
    std::vector<model::EventFields> events;
    for (const auto& slice : batch.slices)
        QCOMPARE(reader.read(batch.view(slice), events, arena), nullptr);
    // One event, or a list of what is expected of each.
    const auto& expected = wanted.at("expect");
    const auto list = expected.is_array() ? expected : Json::array({expected});
    QVERIFY2(!expected.is_array() || events.size() == list.size(), qPrintable(shown(events.size())));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto columns = columnsOf(events[i]);
        for (const auto& [name, value] : list[i].items()) {
            QVERIFY2(columns.contains(name), name.c_str());
            QVERIFY2(columns[name] == value, qPrintable(shown(name) + shown(columns[name]) + shown(value)));
        }
    }
}

void TestSourceSamples::theTableGivesTheseRows() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, sample);
    const auto wanted = Json::parse(sample);
    const auto* definition = m_sources.registerNamed(source.toStdString());
    QVERIFY(definition);
    const auto rows = rowsOf(*definition, wanted);
    QCOMPARE(rows.size(), wanted.at("expect").size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].reason, nullptr);
        for (const auto& [name, value] : wanted["expect"][i].items())
            QVERIFY2(rows[i].data.value(name, Json()) == value, qPrintable(shown(name) + shown(rows[i].data)));
    }
}

void TestSourceSamples::theExportImports() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, sample);
    const auto wanted = Json::parse(sample);
    QTemporaryDir dir;
    workspace::OpenOptions options;
    options.vaultPath = dir.filePath("samples.vault").toStdString();
    options.resourcesDir = kResources;
    options.actor = "test";
    options.write = true;
    QVERIFY(workspace::Workspace::create(options));
    auto workspace = workspace::Workspace::open(options);
    QVERIFY(workspace);
    const auto path = dir.filePath("export").toStdString();
    QVERIFY(base::writeFile(path, textOf(wanted)));
    const auto report = workspace->import({{path}, false, {}, {}}, {});
    QVERIFY(report);
    QCOMPARE(report->files.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(report->files[0].source), source);
    QCOMPARE(report->files[0].accepted, base::intAt(wanted["expect"], "accepted"));
    QCOMPARE(report->files[0].rejected, base::intAt(wanted["expect"], "rejected"));
    const auto files = workspace->files();
    QVERIFY(files && files->size() == 1);
    QCOMPARE(files->front().environment, base::stringAt(wanted["expect"], "environment"));
}

void TestSourceSamples::theTemplateIsReadAsItsRegister() {
    for (const auto& definition : m_sources.registers()) {
        const auto text = source::csvTemplate(*definition, true);
        const auto what = m_sources.recognise(text);
        QVERIFY2(what && what->registers == definition.get(), definition->id.c_str());
        const auto rows = rowsOf(*definition, {{"format", "csv"}, {"text", text}});
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY2(rows[0].reason, definition->id.c_str());
        QCOMPARE(std::string(rows[0].reason), std::string("example-row"));
    }
}

QTEST_APPLESS_MAIN(TestSourceSamples)
#include "tst_source_samples.moc"
