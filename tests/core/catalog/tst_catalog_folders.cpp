// Where content is looked for: the environment's word, the installed folder, the source folder; and the user's own.
#include "catalog/Folders.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;

class CatalogFoldersTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void takesTheEnvironmentFirst();
    void refusesWhatTheEnvironmentNamesWronglyInsteadOfPassingOn();
    void takesTheInstalledFolderNext();
    void takesTheSourceFolderLast();
    void saysWhereItLookedLast();
    void findsTheUsersFolder_data();
    void findsTheUsersFolder();

private:
    std::string content(const QString& name) {
        QDir().mkpath(m_root->filePath(name + "/frameworks"));
        return m_root->filePath(name).toStdString();
    }
    std::string path(const QString& name) const { return m_root->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void CatalogFoldersTest::init() {
    m_root = std::make_unique<QTemporaryDir>();
}

void CatalogFoldersTest::takesTheEnvironmentFirst() {
    const auto named = content("named");
    content("usr/share/proofstead");
    QCOMPARE(catalog::findResources(path("usr/bin"), named, content("built")).value(), named);
}

void CatalogFoldersTest::refusesWhatTheEnvironmentNamesWronglyInsteadOfPassingOn() {
    const auto result = catalog::findResources(path("usr/bin"), path("typo"), content("built"));
    QCOMPARE(result.error().code, std::string("resources-missing"));
    QCOMPARE(result.error().detail, path("typo"));
}

void CatalogFoldersTest::takesTheInstalledFolderNext() {
    const auto installed = content("usr/share/proofstead");
    QCOMPARE(catalog::findResources(path("usr/bin"), "", content("built")).value(), installed);
}

void CatalogFoldersTest::takesTheSourceFolderLast() {
    const auto built = content("built");
    QCOMPARE(catalog::findResources(path("usr/bin"), "", built).value(), built);
    QCOMPARE(catalog::findResources("", "", built).value(), built);
}

void CatalogFoldersTest::saysWhereItLookedLast() {
    QCOMPARE(catalog::findResources(path("usr/bin"), "", path("built")).error().detail, path("built"));
    QCOMPARE(catalog::findResources(path("usr/bin"), "", "").error().detail, path("usr/share/proofstead"));
}

void CatalogFoldersTest::findsTheUsersFolder_data() {
    QTest::addColumn<QString>("xdg");
    QTest::addColumn<QString>("home");
    QTest::addColumn<QString>("folder");
    QTest::newRow("the XDG folder comes first") << "/cfg"
                                                << "/home/a"
                                                << "/cfg/proofstead";
    QTest::newRow("without it the home folder") << ""
                                                << "/home/a"
                                                << "/home/a/.config/proofstead";
    QTest::newRow("a relative XDG folder counts as unset") << "cfg"
                                                           << "/home/a"
                                                           << "/home/a/.config/proofstead";
    QTest::newRow("without either there is none") << ""
                                                  << ""
                                                  << "";
}

void CatalogFoldersTest::findsTheUsersFolder() {
    QFETCH(QString, xdg);
    QFETCH(QString, home);
    QFETCH(QString, folder);
    QCOMPARE(QString::fromStdString(catalog::userFolder(xdg.toStdString(), home.toStdString())), folder);
}

QTEST_APPLESS_MAIN(CatalogFoldersTest)
#include "tst_catalog_folders.moc"
