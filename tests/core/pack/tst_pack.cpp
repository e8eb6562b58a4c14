// What a pack says, and that its attachments are what the verifier expects.
#include "core/pack/SamplePack.h"
#include "pack/Pack.h"
#include "pack/Sections.h"
#include "seal/PackCheck.h"

#include <cmath>
#include <QRegularExpression>
#include <QtTest>
#include <set>

using namespace proofstead;

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

pack::PackInput sampleInput(sample::SampleSize size = {}) {
    return sample::SamplePack(size).make(kResources);
}

pack::Outline outlineOf(const char* id) {
    return *pack::outlineFromJson(*base::parseJson(*base::readFile(kResources + "/packs/" + id + ".json")));
}

// Every link target in the document.
std::set<std::string> linksOf(const pack::Document& document) {
    std::set<std::string> links;
    const auto take = [&](const pack::Text& text) {
        for (const pack::Span& span : text.spans)
            if (!span.link.empty()) links.insert(span.link);
    };
    for (const pack::Block& block : document.blocks) {
        if (const auto* table = std::get_if<pack::Table>(&block))
            for (const auto& row : table->rows)
                for (const pack::Cell& cell : row)
                    take(cell.text);
        if (const auto* values = std::get_if<pack::KeyValues>(&block))
            for (const auto& row : values->rows)
                take(row.second);
    }
    return links;
}

} // namespace

class PackTest : public QObject {
    Q_OBJECT
private slots:
    void everyTextIsInTheCatalogue();
    void everyFrameworkHasItsWords();
    void wordsNeverJudge();
    void foldersOfTheMachineAreNotPrinted();
    void linksLeadSomewhere();
    void maskedPackHoldsNoPersonalValue();
    void cappedExceptionsAreCounted();
    void counselMarkIsShown();
    void sourceThatNoTestReadsIsCovered();
    void mapShowsEveryHour();
    void decisionMakersAreMaskedLikeRecords();
    void shortPackRefersToNothingItLacks();
    void emptyVaultHasNoEmptyPlaces();
    void attachmentsVerify_data();
    void attachmentsVerify();
    void anyChangeIsNoticed();
    void csvIsSafeAndSorted();
    void jsonHoldsReasonsInWords();
    void missingKeyIsRefused();
    void outlineRefusesUnknownSections();
};

void PackTest::everyTextIsInTheCatalogue() {
    const QRegularExpression key(QStringLiteral("\\b(report|reason|status|outcome|link|part|nature|test|severity|"
                                                "decision|scheme|relation|role)\\.[A-Za-z_-]+[.\\w-]*"));
    for (const char* id : {"full", "executive"}) {
        auto input = sampleInput();
        for (pack::SourceFile& file : input.files)
            file.path = "file"; // a file name may look like a key
        const auto document = pack::buildDocument(input, outlineOf(id));
        QVERIFY(document);
        const QString text = QString::fromStdString(pack::plainText(*document));
        auto found = key.globalMatch(text);
        while (found.hasNext())
            QFAIL(qPrintable("not in the catalogue: " + found.next().captured()));
        QVERIFY2(!text.contains(QRegularExpression(QStringLiteral("\\{[a-z_]+\\}"))), "an argument was not filled in");
    }
    for (const auto reason : {model::Reason::NoSource, model::Reason::Internal, model::Reason::ClockSkew})
        QVERIFY(sampleInput().messages.contains("reason." + std::string(model::idOf(reason))));
}

// Roles, schemes and kinds that the shipped frameworks name.
void PackTest::everyFrameworkHasItsWords() {
    const auto messages = sampleInput().messages;
    for (const char* id : {"gdpr", "hipaa", "ai"}) {
        const auto framework = base::parseJson(*base::readFile(kResources + "/frameworks/" + id + ".json"));
        QVERIFY(framework);
        std::set<std::string> keys;
        for (const base::Json& control : (*framework)["controls"]) {
            if (const base::Json* roles = base::find(control, "applies_to"))
                for (const base::Json& role : *roles)
                    keys.insert("role." + role.get<std::string>());
            if (const base::Json* references = base::find(control, "xrefs"))
                for (const base::Json& reference : *references) {
                    keys.insert("scheme." + base::stringAt(reference, "scheme"));
                    keys.insert("relation." + base::stringAt(reference, "relation"));
                }
            if (const std::string kind = base::stringAt(control, "spec_type"); !kind.empty())
                keys.insert("report.control.spec." + kind);
            keys.insert("report.control.automation." + base::stringAt(control, "automation"));
        }
        for (const std::string& key : keys)
            QVERIFY2(messages.contains(key), key.c_str());
    }
}

void PackTest::foldersOfTheMachineAreNotPrinted() {
    auto input = sampleInput();
    for (pack::SourceFile& file : input.files)
        file.path = "/home/anna/exports/" + file.path;
    for (pack::CitedRecord& record : input.records)
        record.proofs.front().origin.path = "/home/anna/exports/" + record.proofs.front().origin.path;
    const std::string text = pack::plainText(*pack::buildDocument(input, outlineOf("full")));
    QVERIFY(text.find("/home/anna") == std::string::npos);
    QVERIFY(text.find("AWSLogs/111122223333/CloudTrail") != std::string::npos);
}

void PackTest::wordsNeverJudge() {
    const QRegularExpression judging(QStringLiteral("\\b(compliant|compliance|certified|met|failed)\\b"),
                                     QRegularExpression::CaseInsensitiveOption);
    for (const auto& [key, text] : sampleInput().messages)
        QVERIFY2(!QString::fromStdString(text).contains(judging), key.c_str());
}

void PackTest::linksLeadSomewhere() {
    for (const char* id : {"full", "executive"}) {
        const auto document = pack::buildDocument(sampleInput({.findings = 30}), outlineOf(id));
        std::set<std::string> anchors;
        for (const pack::Block& block : document->blocks)
            if (const auto* heading = std::get_if<pack::Heading>(&block); heading && !heading->anchor.empty())
                QVERIFY2(anchors.insert(heading->anchor).second, heading->anchor.c_str());
        for (const std::string& link : linksOf(*document))
            QVERIFY2(anchors.contains(link), link.c_str());
    }
}

void PackTest::maskedPackHoldsNoPersonalValue() {
    auto input = sampleInput();
    const std::vector<std::string> personal{"jörg.müller",   "anna.müller",         "203.0.113.7", "Mozilla/5.0",
                                            "zofia.łukasik", "k.nowak@example.org", "Anna Müller"};
    const auto document = pack::buildDocument(input, outlineOf("full"));
    auto files = pack::attachmentsOf(input);
    QVERIFY(document && files);
    (*files)["document"] = pack::plainText(*document);
    for (const auto& [name, bytes] : *files)
        for (const std::string& value : personal)
            QVERIFY2(bytes.find(value) == std::string::npos, (name + ": " + value).c_str());
    QVERIFY((*files)["document"].find("‹masked:user:") != std::string::npos);
    QVERIFY(files->contains("records/1.masked.json"));
}

void PackTest::cappedExceptionsAreCounted() {
    const auto document = pack::buildDocument(sampleInput({.findings = 1'234}), outlineOf("full"));
    const std::string text = pack::plainText(*document);
    QVERIFY(text.find("1,229 more in findings.json") != std::string::npos);
    QVERIFY(text.find("1,209 more in findings.json") != std::string::npos);
}

void PackTest::counselMarkIsShown() {
    const std::string text = pack::plainText(*pack::buildDocument(sampleInput(), outlineOf("full")));
    QVERIFY(text.find("not yet confirmed by counsel") != std::string::npos);
    QVERIFY(text.find("Supported 3 of 22 applicable controls") != std::string::npos);
}

// What was imported is never called absent because no test happened to read it.
void PackTest::sourceThatNoTestReadsIsCovered() {
    auto input = sampleInput();
    input.run.scope.sources.push_back({"register-change", "", model::Expectation::Snapshot, {}, {}, "", "", ""});
    model::Coverage coverage;
    coverage.expectation = "snapshot";
    coverage.observedTo = *base::parseTime("2025-03-30T06:30:00Z");
    input.coverage.push_back({"register-change", "", coverage});
    input.sourceTitles["register-change"] = "Changes and approvals";
    const std::string text = pack::plainText(*pack::buildDocument(input, outlineOf("full")));
    QVERIFY(text.find("Changes and approvals\n2025-03-30 06:30:00 UTC\n") != std::string::npos);
}

void PackTest::mapShowsEveryHour() {
    const auto document = pack::buildDocument(sampleInput(), outlineOf("full"));
    std::vector<const pack::HeatMap*> maps;
    for (const pack::Block& block : document->blocks)
        if (const auto* map = std::get_if<pack::HeatMap>(&block)) maps.push_back(map);
    QCOMPARE(maps.size(), std::size_t(3)); // 90 days
    QCOMPARE(maps[0]->columns.size(), std::size_t(31));
    double hours = 0;
    for (const pack::HeatMap* map : maps) {
        QCOMPARE(map->rows.size(), std::size_t(2));
        for (const auto& cell : map->rows[0].cells)
            hours += cell.share * 24;
    }
    QCOMPARE(std::lround(hours), 2'131L);
    QCOMPARE(maps[0]->rows[0].cells[0].sign, std::string("24"));
    QCOMPARE(maps[0]->rows[0].cells[8].sign, std::string("12"));
    QVERIFY(maps[0]->legend.empty() && !maps[2]->legend.empty());
    const std::string text = pack::plainText(*document);
    QVERIFY(text.find("2025-01-09 08:00:00 UTC\n2025-01-09 20:00:00 UTC\n12 hours\n") != std::string::npos);
}

void PackTest::decisionMakersAreMaskedLikeRecords() {
    const std::string masked = pack::plainText(*pack::buildDocument(sampleInput(), outlineOf("full")));
    QVERIFY(masked.find("Grażyna") == std::string::npos && masked.find("‹masked:person:") != std::string::npos);
    const std::string clear = pack::plainText(*pack::buildDocument(sampleInput({.masked = false}), outlineOf("full")));
    QVERIFY(clear.find("Dr. Grażyna Wiśniewska") != std::string::npos);
}

void PackTest::shortPackRefersToNothingItLacks() {
    const std::string text = pack::plainText(*pack::buildDocument(sampleInput(), outlineOf("executive")));
    QVERIFY(text.find("control sections") == std::string::npos);
    QVERIFY(text.find("listed in the attached gaps.csv") != std::string::npos);
}

void PackTest::emptyVaultHasNoEmptyPlaces() {
    pack::PackInput input = sampleInput();
    input.run.scope = {};
    input.run.outcomes.clear();
    input.run.findings.clear();
    input.files.clear();
    input.records.clear();
    const auto document = pack::buildDocument(input, outlineOf("full"));
    QCOMPARE(std::get<pack::Cover>(document->blocks.front()).organisation, std::string("Organisation not declared"));
    QVERIFY(document->headerLeft.starts_with("Organisation not declared"));
    for (std::size_t i = 1; i < document->blocks.size(); ++i) {
        const auto* above = std::get_if<pack::Heading>(&document->blocks[i - 1]);
        const auto* below = std::get_if<pack::Heading>(&document->blocks[i]);
        QVERIFY2(!above || !below || below->level > above->level, above ? above->text.c_str() : "");
    }
}

void PackTest::attachmentsVerify_data() {
    QTest::addColumn<bool>("masked");
    QTest::newRow("A masked pack proves positions") << true;
    QTest::newRow("An unmasked pack proves content") << false;
}

void PackTest::attachmentsVerify() {
    QFETCH(bool, masked);
    const auto input = sampleInput({.masked = masked});
    const auto files = pack::attachmentsOf(input);
    QVERIFY(files);
    const seal::PackVerdict verdict = seal::checkPack(*files);
    QVERIFY2(verdict.holds, verdict.firstFailure() ? verdict.firstFailure()->what.c_str() : "");
    QCOMPARE(verdict.masked, masked);
    QCOMPARE(verdict.proofs, std::int64_t(8));
    QCOMPARE(files->contains("records/1.bin"), !masked);
    // The same input gives the same bytes.
    QVERIFY(*files == *pack::attachmentsOf(input));
}

void PackTest::anyChangeIsNoticed() {
    auto files = *pack::attachmentsOf(sampleInput());
    for (auto& [name, bytes] : files) {
        auto changed = files;
        changed[name][bytes.size() / 2] ^= 1;
        QVERIFY2(!seal::checkPack(changed).holds, name.c_str());
    }
}

void PackTest::csvIsSafeAndSorted() {
    auto input = sampleInput();
    input.frameworks.front().controls.front().title = "=HYPERLINK(\"http://example.org\")";
    const auto csv = pack::reportCsv(input);
    QVERIFY(csv);
    const QStringList lines = QString::fromStdString(*csv).split(QStringLiteral("\r\n"));
    QVERIFY(lines.at(0).startsWith(QStringLiteral("framework,control,")));
    QVERIFY(lines.at(1).contains(QStringLiteral("exceptions")));
    QVERIFY(csv->find("\"'=HYPERLINK") != std::string::npos);
    QVERIFY(csv->find(",supported,") == std::string::npos);
    QVERIFY(pack::reportCsv(input, true)->find(",supported,") != std::string::npos);
}

void PackTest::jsonHoldsReasonsInWords() {
    const auto report = base::parseJson(*pack::reportJson(sampleInput()));
    QVERIFY(report);
    const base::Json& control = (*report)["frameworks"][0]["controls"][0];
    QCOMPARE(control["reasons"][0]["code"].get<std::string>(), std::string("CHECK_FAILED"));
    QCOMPARE(control["reasons"][0]["text"].get<std::string>(), std::string("A test found exceptions."));
    QCOMPARE((*report)["findings"].size(), std::size_t(24));
}

void PackTest::missingKeyIsRefused() {
    auto input = sampleInput();
    input.maskKey.clear();
    QCOMPARE(pack::buildDocument(input, outlineOf("full")).error().code, std::string("mask-key-missing"));
    QCOMPARE(pack::attachmentsOf(input).error().code, std::string("mask-key-missing"));
}

void PackTest::outlineRefusesUnknownSections() {
    const auto outline = pack::outlineFromJson({{"id", "x"}, {"sections", {"cover", "nonsense"}}});
    QVERIFY(!outline);
    QCOMPARE(outline.error().code, std::string("invalid-outline"));
    QCOMPARE(pack::sections().size(), std::size_t(19));
}

QTEST_APPLESS_MAIN(PackTest)
#include "tst_pack.moc"
