#include "SamplePages.h"
#include "terminal/Colours.h"
#include "terminal/View.h"

#include <QSet>
#include <QTest>

using namespace proofstead;
using terminal::View;

namespace {

QStringList textOf(const View& view) {
    QStringList lines;
    for (const auto& line : view.screen())
        lines << line.line.text();
    return lines;
}

int selectedRow(const View& view) {
    const auto lines = view.screen();
    for (std::size_t i = 1; i + 1 < lines.size(); ++i)
        for (const auto& span : lines[i].line.spans)
            if (span.inverse) return static_cast<int>(i);
    return -1;
}

} // namespace

class TestTerminalView : public QObject {
    Q_OBJECT
private slots:
    void measuresText_data();
    void measuresText();
    void wrapsText();
    void fillsTheScreenExactly_data();
    void fillsTheScreenExactly();
    void showsTheOverview();
    void movesThroughRows();
    void turnsPages();
    void leavesOnRequest();
    void showsTheColoursThatThereAre_data();
    void showsTheColoursThatThereAre();
    void rowsWithEmptyCellsStayRows();
};

void TestTerminalView::measuresText_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("fitted");
    QTest::newRow("plain text is padded") << "abc" << 3 << "abc   ";
    QTest::newRow("long text is cut") << "abcdefgh" << 8 << "abcde…";
    QTest::newRow("wide characters count twice") << "日本語" << 6 << "日本語";
    QTest::newRow("a wide character is not cut in half") << "日本語語" << 8 << "日本… ";
    QTest::newRow("a combining mark takes no room") << QString("e\u0301a") << 2 << QString("e\u0301a    ");
}

void TestTerminalView::measuresText() {
    QFETCH(QString, text);
    QTEST(terminal::columnsOf(text), "columns");
    QTEST(terminal::fit(text, 6), "fitted");
}

void TestTerminalView::wrapsText() {
    QCOMPARE(terminal::wrap("one two three", 7), (QStringList{"one two", "three"}));
    QCOMPARE(terminal::wrap("abcdefghij k", 4), (QStringList{"abcd", "efgh", "ij k"}));
    QCOMPARE(terminal::wrap("", 4), QStringList{""});
}

void TestTerminalView::fillsTheScreenExactly_data() {
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("empty");
    for (const bool empty : {false, true})
        for (const auto& [columns, rows] : {std::pair{80, 24}, {24, 6}, {200, 60}, {41, 13}})
            QTest::addRow("%d by %d, %s", columns, rows, empty ? "nothing assessed" : "assessed")
                << columns << rows << empty;
}

void TestTerminalView::fillsTheScreenExactly() {
    QFETCH(int, columns);
    QFETCH(int, rows);
    QFETCH(bool, empty);
    View view(empty ? sample::emptyData() : sample::fullData());
    view.resize(columns, rows);
    const QStringList keys{"ArrowDown", "ArrowDown", "PageDown", "End", "ArrowRight", "G",
                           "k",         "Home",      "2",        "j",   "Escape",     "Tab"};
    for (const auto& key : keys) {
        const auto lines = textOf(view);
        QCOMPARE(lines.size(), rows);
        for (const auto& line : lines)
            QVERIFY2(terminal::columnsOf(line) <= columns, qPrintable(line));
        QVERIFY(view.press(key));
    }
}

void TestTerminalView::showsTheOverview() {
    View view(sample::fullData());
    view.resize(80, 60);
    const auto text = textOf(view).join('\n');
    for (const char* words :
         {"[1 Overview]", "Quellmoor Clinics", "2026-07-01 to 2026-09-30", "General Data Protection Regulation",
          "▲ Exceptions noted 5", "GDPR Art. 32(1)", "2,160 of 2,208 hours", "q quit"})
        QVERIFY2(text.contains(words), words);
}

void TestTerminalView::movesThroughRows() {
    View view(sample::fullData());
    view.resize(80, 24);
    view.press("2");
    QCOMPARE(selectedRow(view), -1);
    view.press("j");
    QVERIFY(selectedRow(view) > 0);
    QVERIFY(textOf(view).join('\n').contains("Settle the exceptions listed"));
    for (int i = 0; i < 100; ++i) {
        view.press("ArrowDown");
        QVERIFY(selectedRow(view) > 0);
    }
    QVERIFY(!textOf(view).join('\n').contains("Settle the exceptions listed")); // at the end
    for (int i = 0; i < 100; ++i)
        view.press("k");
    QVERIFY(textOf(view).join('\n').contains("Settle the exceptions listed"));
    view.press("Escape");
    QCOMPARE(selectedRow(view), -1);
}

void TestTerminalView::turnsPages() {
    View view(sample::fullData());
    view.resize(80, 24);
    view.press("ArrowRight");
    QVERIFY(textOf(view).first().contains("[2 Gaps]"));
    view.press("ArrowRight");
    QVERIFY(textOf(view).first().contains("[3 Controls]"));
    view.press("h");
    QVERIFY(textOf(view).first().contains("[2 Gaps]"));
    view.press("1");
    view.press("h");
    QVERIFY(textOf(view).first().contains("[8 Reports]"));
}

void TestTerminalView::leavesOnRequest() {
    View view(sample::fullData());
    QVERIFY(!view.press("q"));
    QVERIFY(!view.press("c", true));
    QVERIFY(view.press("c"));
}

void TestTerminalView::showsTheColoursThatThereAre_data() {
    using terminal::Depth;
    QTest::addColumn<QString>("colorTerm");
    QTest::addColumn<QString>("term");
    QTest::addColumn<QString>("noColor");
    QTest::addColumn<int>("depth");
    QTest::newRow("all of them") << "truecolor"
                                 << "xterm-256color"
                                 << "" << int(Depth::Full);
    QTest::newRow("a palette of 256") << ""
                                      << "screen-256color"
                                      << "" << int(Depth::Many);
    QTest::newRow("sixteen") << ""
                             << "linux"
                             << "" << int(Depth::Sixteen);
    QTest::newRow("none are wanted") << "truecolor"
                                     << "xterm-256color"
                                     << "1" << int(Depth::None);
}

void TestTerminalView::showsTheColoursThatThereAre() {
    QFETCH(QString, colorTerm);
    QFETCH(QString, term);
    QFETCH(QString, noColor);
    const auto depth = terminal::depthOf(colorTerm.toStdString(), term.toStdString(), noColor.toStdString());
    QTEST(int(depth), "depth");
    using present::Tone;
    QSet<unsigned> colours;
    for (const auto tone : {Tone::Plain, Tone::Good, Tone::Warn, Tone::Bad})
        colours.insert(terminal::colourOf(tone, depth));
    QCOMPARE(colours.size(), depth == terminal::Depth::None ? 1 : 4);
    // Bright black is the background of some themes.
    if (depth == terminal::Depth::Sixteen)
        QCOMPARE(terminal::colourOf(Tone::Muted, depth), terminal::colourOf(Tone::Plain, depth));
}

void TestTerminalView::rowsWithEmptyCellsStayRows() {
    View view(sample::fullData());
    view.resize(120, 40);
    view.press("7");
    const auto rows = textOf(view).filter("Changes and approvals");
    QVERIFY2(!rows.isEmpty() && rows.front().contains("42") && rows.front().contains("3"), qPrintable(rows.join('\n')));
}

QTEST_GUILESS_MAIN(TestTerminalView)
#include "tst_terminal_view.moc"
