// Who may include whom. The table below, core/CMakeLists.txt and core/README.md say the same; every source file keeps
// to it.
#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

const QDir kRoot(PROOFSTEAD_SOURCE_DIR);
constexpr int kLongestFile = 400;

using Rooms = QSet<QString>;

struct Arrow {
    const char* room;
    QStringList mayInclude;
};

const QList<Arrow> kArrows{
    {"base", {}},
    {"model", {"base"}},
    {"seal", {"base"}},
    {"catalog", {"model", "seal"}},
    {"source", {"model"}},
    {"access", {"model"}},
    {"store", {"model", "seal"}},
    {"assess", {"model"}},
    {"pack", {"model", "seal"}},
    {"sheet", {"model"}},
    {"ingest", {"source", "access", "store", "seal"}},
    {"check", {"store", "catalog"}},
    {"trail", {"store", "seal"}},
    {"review", {"store", "trail"}},
    {"workspace", {"ingest", "check", "trail", "assess", "review", "pack", "sheet", "catalog"}},
};

// Front ends. What lies in app has no name that others could include.
const QList<Arrow> kFrontEnds{
    {"present", {"workspace"}},
    {"print", {"pack"}},
    {"desktop", {"present"}},
    {"terminal", {"present"}},
    {"app/cli", {"present", "print", "terminal"}},
    {"app/desktop", {"desktop", "present", "print"}},
    {"app/verify", {"seal"}},
};

// Headers of other people's libraries, by the start of their name, and the folders that may see them.
struct Owner {
    const char* header;
    QStringList folders;
};

const QList<Owner> kOwners{
    {"sqlite3", {"core/store"}},
    {"openssl/", {"core/seal"}},
    {"simdjson", {"core/source"}},
    {"archive", {"core/source"}},
    {"pugixml", {"core/source"}},
    {"yaml-cpp/", {"core/source"}},
    {"zlib", {"core/source", "core/seal"}},
    {"zstd", {"core/source", "core/store"}},
    {"xlsxwriter", {"core/sheet"}},
    {"re2/", {"core/base", "core/source"}},
    {"qpdf/", {"ui/print"}},
    {"termpaint", {"ui/terminal"}},
    {"CLI/", {"app/cli", "app/verify"}},
};
const QStringList kWithoutQt{"core/", "app/verify"};

QMap<QString, QStringList> direct() {
    QMap<QString, QStringList> arrows;
    for (const Arrow& arrow : kArrows)
        arrows[arrow.room] = arrow.mayInclude;
    for (const Arrow& arrow : kFrontEnds)
        arrows[arrow.room] = arrow.mayInclude;
    return arrows;
}

// "base" of "core/base", "print" of "ui/print", but "app/cli" as it stands.
QString roomOf(const QString& folder) {
    return folder.startsWith("app/") ? folder : folder.section('/', 1);
}

// The room itself and everything that can be reached from it.
void reach(const QMap<QString, QStringList>& arrows, const QString& room, Rooms& reached) {
    if (reached.contains(room)) return;
    reached.insert(room);
    for (const QString& next : arrows[room])
        reach(arrows, next, reached);
}

QString textOf(const QString& path) {
    QFile file(kRoot.filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// Paths relative to the root, of everything that is compiled in core, ui and app.
QStringList sources() {
    QStringList paths;
    for (const char* top : {"core", "ui", "app"}) {
        QDirIterator walk(kRoot.filePath(top), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            paths << kRoot.relativeFilePath(walk.next());
    }
    paths.sort();
    return paths;
}

struct Include {
    QString place;  // "core/base/Text.h:7"
    QString folder; // "core/base"
    QString name;
};

QList<Include> includes() {
    static const QRegularExpression pattern("^\\s*#\\s*include\\s*[\\x22<]([^\\x22>]+)[\\x22>]");
    QList<Include> found;
    for (const QString& path : sources()) {
        const QStringList lines = textOf(path).split('\n');
        for (int i = 0; i < lines.size(); ++i)
            if (const auto match = pattern.match(lines[i]); match.hasMatch())
                found << Include{QString("%1:%2").arg(path).arg(i + 1), path.section('/', 0, 1), match.captured(1)};
    }
    return found;
}

QString sorted(QStringList names) {
    names.sort();
    return names.join(", ");
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT

private slots:
    void theSourceTreeIsThere() { QVERIFY(includes().size() > 20); }

    void noArrowRunsInACircle() {
        const auto arrows = direct();
        for (auto row = arrows.cbegin(); row != arrows.cend(); ++row)
            for (const QString& next : row.value()) {
                Rooms reached;
                reach(arrows, next, reached);
                QVERIFY2(!reached.contains(row.key()), qPrintable(row.key()));
            }
    }

    void everyIncludeFollowsAnArrow() {
        const auto arrows = direct();
        QStringList offences;
        for (const Include& include : includes()) {
            const QString other = include.name.section('/', 0, 0);
            if (!include.name.contains('/') || !arrows.contains(other)) continue;
            Rooms reached;
            reach(arrows, roomOf(include.folder), reached);
            if (!reached.contains(other))
                offences << QString("%1 includes \"%2\"; %3 may not see %4")
                                .arg(include.place, include.name, include.folder, other);
        }
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join('\n')));
    }

    void everyFolderIsInTheTable() {
        const auto arrows = direct();
        for (const QString& path : sources())
            QVERIFY2(arrows.contains(roomOf(path.section('/', 0, 1))), qPrintable(path));
    }

    void everyLibraryStaysInItsRoom() {
        QStringList offences;
        for (const Include& include : includes())
            for (const Owner& owner : kOwners)
                if (include.name.startsWith(owner.header) && !owner.folders.contains(include.folder))
                    offences << QString("%1 includes <%2>; only %3 may")
                                    .arg(include.place, include.name, owner.folders.join(", "));
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join('\n')));
    }

    void coreAndTheVerifierKnowNoQt() {
        static const QRegularExpression qt("^(Q[A-Z]|Qt|moc_|ui_)");
        QStringList offences;
        for (const Include& include : includes())
            for (const QString& folder : kWithoutQt)
                if (include.folder.startsWith(folder) && qt.match(include.name).hasMatch())
                    offences << QString("%1 includes <%2>").arg(include.place, include.name);
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join('\n')));
    }

    void theBuildLinksWhatTheTableSays() {
        static const QRegularExpression module("proofstead_module\\((\\w+)([^)]*)\\)");
        static const QRegularExpression link("core_(\\w+)");
        QMap<QString, QStringList> built;
        auto modules = module.globalMatch(textOf("core/CMakeLists.txt"));
        while (modules.hasNext()) {
            const auto match = modules.next();
            QStringList& rooms = built[match.captured(1)];
            auto links = link.globalMatch(match.captured(2));
            while (links.hasNext())
                rooms << links.next().captured(1);
        }
        built.remove("name"); // the function's own head
        QCOMPARE(built.size(), kArrows.size());
        for (const Arrow& arrow : kArrows)
            QCOMPARE(sorted(built[arrow.room]), sorted(arrow.mayInclude));
    }

    void theReadmeSaysWhatTheTableSays() {
        static const QRegularExpression digit("^[0-9]$");
        QMap<QString, QStringList> told;
        for (const QString& line : textOf("core/README.md").split('\n')) {
            const QStringList cells = line.split('|');
            if (cells.size() != 6 || !digit.match(cells[1].trimmed()).hasMatch()) continue;
            told[cells[2].trimmed()] = cells[4].trimmed().split(", ", Qt::SkipEmptyParts);
        }
        QCOMPARE(told.size(), kArrows.size());
        for (const Arrow& arrow : kArrows)
            QCOMPARE(sorted(told[arrow.room]), sorted(arrow.mayInclude));
    }

    void noFileIsTwoIdeas() {
        QStringList tooLong;
        for (const QString& path : sources())
            if (const auto lines = textOf(path).count('\n'); lines > kLongestFile)
                tooLong << QString("%1 has %2 lines; %3 is the most").arg(path).arg(lines).arg(kLongestFile);
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join('\n')));
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
