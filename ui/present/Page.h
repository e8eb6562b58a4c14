// What a page shows, without saying how: front ends draw these blocks with widgets or characters. All texts are final
// (translated, times in the zone of the machine); nothing here needs escaping, control characters are gone.
#pragma once

#include "base/Time.h"
#include "pack/Look.h"

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
    std::optional<double> share;        // 0 to 1: also drawn as a bar
    std::optional<double> rank = {};    // what a column is sorted by where the text would mislead
    QString aside = {};                 // behind the text, muted: given up first
    pack::Mark mark = pack::Mark::None; // a status or an outcome: the colour of pack/Look.h instead of the tone
};

// Where a row leads: a page, and what it is about ("control", "gdpr-30-1-d"). No page: nowhere.
struct Place {
    QString page;
    QString about;
    bool leads() const { return !page.isEmpty(); }
    friend bool operator==(const Place&, const Place&) = default;
};

struct Link {
    QString text;
    Place place;
};

struct Facts {
    struct Fact {
        QString label;
        QString value;
        Tone tone = Tone::Plain;
        pack::Mark mark = pack::Mark::None;
    };
    std::vector<Fact> facts;
};

// Parts of a whole, one bar for each row.
struct Shares {
    struct Part {
        QString label; // "Exceptions noted"
        QString sign;  // one character that stands for the label
        pack::Mark mark = pack::Mark::None;
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
        QStringList detail;      // lines about the selected row
        std::vector<Link> links; // where the detail leads besides
        QStringList tags;        // "framework:gdpr": what a filter asks for
        Place place;             // where Enter leads
        int level = 0;           // depth in a tree; a row stands below the last one of a smaller level
        bool isBranch = false;   // names a part of the tree: its first cell runs over all columns
    };
    // Choices above the table: each is a tag.
    struct Filter {
        QString label;                                   // "Framework"
        QString key;                                     // "framework"
        std::vector<std::pair<QString, QString>> values; // "gdpr", "General Data Protection Regulation"
    };
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<Filter> filters;
};

// A notice in place of content that is not there, with what would bring it: ids of Actions.h, the most useful first.
struct Notice {
    QString text;
    QStringList actions;
    std::vector<Link> links = {}; // where else it leads
};

// The pages of a pack, which a window draws; `chapters` where they are known, with their pages.
struct Preview {
    struct Chapter {
        QString title;
        int page = 0; // from 0
        int pages = 0;
    };
    QString outline;
    std::vector<Chapter> chapters;
};

// What came through a stretch of time, hour by hour (HeatCells.h): front ends draw days from left to right, and where
// there is room the hours of each from top to bottom.
struct Heat {
    static constexpr double kNothingExpected = -1;
    struct Stretch {
        base::Millis from = 0, until = 0;
    };
    struct Row {
        QString label;
        QString headline; // the same in words
        Place place;      // where Enter leads
        bool isExpected = true;
        std::vector<Stretch> missing; // in order
    };
    base::Millis from = 0, until = 0;
    std::vector<Row> rows;
    bool isByHour = false; // a line for each hour of the day, in a terminal too
};

// Running text, or something kept as it was written: a record, a query.
struct Text {
    QString text;
    bool verbatim = false;
};

// The long list of events, which front ends draw from an EventList.
struct Events {};

using Body = std::variant<Facts, Shares, Table, Notice, Heat, Text, Events, Preview>;

struct Section {
    QString title;
    QString note; // one line below the title; may be empty
    Body body;
};

struct Page {
    QString id;
    QString title;
    QString aside; // beside the title, muted
    QString lead;  // one line below the title
    Place parent;  // where going back leads when there is no other way
    std::vector<Section> sections;
};

} // namespace proofstead::present
