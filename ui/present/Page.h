// What a page shows, without saying how: front ends draw these blocks with widgets or characters. All texts are final
// (translated, times in UTC); nothing here needs escaping, control characters are gone.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace proofstead::present {

// Meaning of a colour. A front end never shows a tone alone: the text or its sign says the same.
enum class Tone { Plain, Muted, Good, Warn, Bad };

struct Cell {
    QString text;
    Tone tone = Tone::Plain;
    std::optional<double> share;     // 0 to 1: also drawn as a bar
    std::optional<double> rank = {}; // what a column is sorted by where the text would mislead
};

// Where a row leads: a page, and what it is about ("control", "gdpr-30-1-d"). No page: nowhere.
struct Place {
    QString page;
    QString about;
    bool leads() const { return !page.isEmpty(); }
    friend bool operator==(const Place&, const Place&) = default;
};

struct Facts {
    struct Fact {
        QString label;
        QString value;
        Tone tone = Tone::Plain;
    };
    std::vector<Fact> facts;
};

// Parts of a whole, one bar for each row.
struct Shares {
    struct Part {
        QString label; // "Exceptions noted"
        QString sign;  // one character that stands for the label
        Tone tone = Tone::Plain;
        std::int64_t count = 0;
    };
    struct Row {
        QString label;
        QString headline; // the counts in words
        std::vector<Part> parts;
    };
    std::vector<Row> rows;
};

struct Table {
    struct Column {
        QString title;
        bool stretches = false; // takes the room that is left
        bool isNumber = false;  // set to the right
        bool isSpare = false;   // given up first where room is short
    };
    struct Row {
        std::vector<Cell> cells;
        QStringList detail;    // lines about the selected row
        Place place;           // where Enter leads
        int level = 0;         // depth in a tree; a row stands below the last one of a smaller level
        bool isBranch = false; // names a part of the tree: its first cell runs over all columns
    };
    std::vector<Column> columns;
    std::vector<Row> rows;
};

// A notice in place of content that is not there, with what would bring it: ids of Actions.h, the most useful first.
struct Notice {
    QString text;
    QStringList actions;
};

// Rows of equal stretches of time, each with the share that came.
struct Heat {
    static constexpr double kNothingExpected = -1;
    struct Row {
        QString label;
        QString headline;           // the same in words
        std::vector<double> shares; // 0 to 1, or kNothingExpected
        QStringList hints;          // one for each share
    };
    QStringList marks; // below the stretches; empty where none is wanted
    std::vector<Row> rows;
};

// Running text, or something kept as it was written: a record, a query.
struct Text {
    QString text;
    bool verbatim = false;
};

// The long list of events, which front ends draw from an EventList.
struct Events {};

using Body = std::variant<Facts, Shares, Table, Notice, Heat, Text, Events>;

struct Section {
    QString title;
    QString note; // one line below the title; may be empty
    Body body;
};

struct Page {
    QString id;
    QString title;
    QString lead; // one line below the title
    Place parent; // where going back leads when there is no other way
    std::vector<Section> sections;
};

} // namespace proofstead::present
