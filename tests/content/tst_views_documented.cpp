// The published views are a contract: resources/README.md names every column of each, and no other.
#include "store/Statement.h"
#include "store/Views.h"
#include "workspace/Workspace.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

// View -> columns, as the section "Published views" lists them.
QMap<QString, QStringList> documented() {
    static const QRegularExpression kName(R"(\*\*([a-z_]+)\*\*)");
    QFile file(QString::fromStdString(kResources + "/README.md"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QMap<QString, QStringList> views;
    QStringList current;
    const auto text = QString::fromUtf8(file.readAll());
    for (const auto& line : text.mid(text.indexOf("## Published views")).split('\n')) {
        if (line.startsWith("## ") && !views.isEmpty()) break;
        if (line.startsWith("**")) {
            current.clear();
            for (auto names = kName.globalMatch(line); names.hasNext();)
                current << names.next().captured(1);
        }
        if (!line.startsWith("| ") || line.startsWith("| column |")) continue;
        for (const auto& column : line.section('|', 1, 1).split(','))
            for (const auto& view : current)
                views[view] << column.trimmed();
    }
    return views;
}

} // namespace

class TestViewsDocumented : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        const workspace::OpenOptions options{.vaultPath = m_folder.filePath("case.vault").toStdString(),
                                             .resourcesDir = kResources,
                                             .userDir = {},
                                             .language = "en",
                                             .actor = "test",
                                             .toolVersion = "test",
                                             .write = false};
        QVERIFY(workspace::Workspace::create(options));
        auto opened = workspace::Workspace::open(options);
        QVERIFY(opened);
        m_workspace = std::make_unique<workspace::Workspace>(std::move(*opened));
        QVERIFY(store::ensureViews(m_workspace->vault()));
        m_documented = documented();
    }

    void everyColumnIsDocumentedAndNoOther_data() {
        QTest::addColumn<QString>("view");
        for (const auto& name : store::publishedViewNames(m_workspace->vault().registers()))
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void everyColumnIsDocumentedAndNoOther() {
        QFETCH(QString, view);
        auto statement = store::Statement::prepare(m_workspace->vault().handle(),
                                                   "SELECT name FROM pragma_table_info('" + view.toStdString() + "')");
        QVERIFY(statement);
        QStringList columns;
        for (auto more = statement->step(); more && *more; more = statement->step())
            columns << QString::fromStdString(statement->string(0));
        QVERIFY(!columns.isEmpty());
        auto listed = m_documented.value(view);
        columns.sort();
        listed.sort();
        QCOMPARE(listed, columns);
    }

    void noViewIsDocumentedThatIsNotThere() {
        const auto names = store::publishedViewNames(m_workspace->vault().registers());
        for (const auto& view : m_documented.keys())
            QVERIFY2(std::find(names.begin(), names.end(), view.toStdString()) != names.end(), qPrintable(view));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<workspace::Workspace> m_workspace;
    QMap<QString, QStringList> m_documented;
};

QTEST_APPLESS_MAIN(TestViewsDocumented)
#include "tst_views_documented.moc"
