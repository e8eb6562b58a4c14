#include "sheet/Workbook.h"

#include "base/Text.h"
#include "sheet/PrivateFolder.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <set>
#include <sys/stat.h>
#include <xlsxwriter.h>

namespace proofstead::sheet {

namespace {

constexpr std::size_t kMaxName = 31;
constexpr std::size_t kMaxText = 32'767; // characters of a cell
constexpr std::int64_t kMaxExact = std::int64_t{1} << 53;
constexpr double kEpochSerial = 25'569.0; // 1970-01-01 in the 1900 date system
constexpr double kMinWidth = 8, kMaxWidth = 60;

std::string tabName(const std::string& name) {
    std::string clean = base::printable(name);
    for (auto& c : clean)
        if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = ' ';
    clean = base::shorten(base::trim(clean), kMaxName);
    while (clean.starts_with('\'') || clean.ends_with('\''))
        clean = clean.starts_with('\'') ? clean.substr(1) : clean.substr(0, clean.size() - 1);
    return clean;
}

// Line breaks stay, everything else that is no character goes.
std::string cellText(const std::string& text) {
    std::vector<std::string> lines;
    for (const auto line : base::split(text, '\n'))
        lines.push_back(base::printable(line));
    return base::shorten(base::join(lines, "\n"), kMaxText);
}

base::Status check(const std::vector<Sheet>& sheets) {
    if (sheets.empty()) return base::fail("invalid-table", "a workbook needs a sheet");
    std::set<std::string> names;
    for (const auto& sheet : sheets) {
        const auto name = tabName(sheet.name);
        if (name.empty() || !names.insert(base::toLower(name)).second)
            return base::fail("invalid-table", "sheet names must differ and not be empty", sheet.name);
        if (sheet.columns.empty() || sheet.columns.size() > LXW_COL_MAX || sheet.rows.size() >= LXW_ROW_MAX)
            return base::fail("invalid-table", "more rows or columns than a sheet has, or none", sheet.name);
        for (const auto& row : sheet.rows)
            if (row.size() > sheet.columns.size())
                return base::fail("invalid-table", "a row is longer than the header", sheet.name);
    }
    return {};
}

// Characters that a cell needs on the screen, for the width of its column.
double widthOf(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return static_cast<double>(text->size());
    return std::holds_alternative<Moment>(cell) ? 19 : 8;
}

// Closes the workbook, which is also what frees it, on every path.
class Book {
public:
    Book(const std::string& path, const std::string& folder) : m_path(path), m_folder(folder) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE; // rows go to a spill file as they come
        options.tmpdir = m_folder.data();
        m_book = workbook_new_opt(m_path.c_str(), &options);
        if (!m_book) return;
        m_header = workbook_add_format(m_book);
        format_set_bold(m_header);
        format_set_bottom(m_header, LXW_BORDER_THIN);
        format_set_text_wrap(m_header);
        format_set_align(m_header, LXW_ALIGN_VERTICAL_TOP);
        m_text = workbook_add_format(m_book);
        format_set_num_format_index(m_text, 49); // "@": what is typed into the cell later is text as well
        m_moment = workbook_add_format(m_book);
        format_set_num_format(m_moment, "yyyy-mm-dd hh:mm:ss");
    }
    ~Book() { close(); }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    bool ok() const { return m_book && m_ok; }

    void describe(const WorkbookInfo& info) {
        std::string title = base::printable(info.title), author = base::printable(info.author);
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.author = author.data();
        properties.created = static_cast<std::time_t>(info.createdAt / base::kSecond);
        note(workbook_set_properties(m_book, &properties));
    }

    void add(const Sheet& sheet) {
        auto* page = workbook_add_worksheet(m_book, tabName(sheet.name).c_str());
        m_ok = m_ok && page;
        if (!page) return;
        layOut(page, sheet);
        for (std::size_t column = 0; column < sheet.columns.size(); ++column)
            note(worksheet_write_string(page, 0, col(column), cellText(sheet.columns[column]).c_str(), m_header));
        for (std::size_t row = 0; row < sheet.rows.size(); ++row)
            for (std::size_t column = 0; column < sheet.rows[row].size(); ++column)
                write(page, static_cast<lxw_row_t>(row + 1), col(column), sheet.rows[row][column]);
    }

    bool close() {
        if (m_book) note(workbook_close(std::exchange(m_book, nullptr)));
        return m_ok;
    }

private:
    static lxw_col_t col(std::size_t column) { return static_cast<lxw_col_t>(column); }

    void note(lxw_error error) { m_ok = m_ok && error == LXW_NO_ERROR; }

    void layOut(lxw_worksheet* page, const Sheet& sheet) {
        const auto last = col(sheet.columns.size() - 1);
        for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
            double width = std::max(kMinWidth, static_cast<double>(sheet.columns[column].size()));
            for (const auto& row : sheet.rows)
                if (column < row.size()) width = std::max(width, widthOf(row[column]));
            note(worksheet_set_column(page, col(column), col(column), std::min(width, kMaxWidth) + 2, nullptr));
        }
        worksheet_freeze_panes(page, 1, 0);
        note(worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), last));
        note(worksheet_repeat_rows(page, 0, 0));
        worksheet_set_landscape(page);
        worksheet_fit_to_pages(page, 1, 0);
    }

    void writeText(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text) {
        if (!text.empty()) note(worksheet_write_string(page, row, column, cellText(text).c_str(), m_text));
    }

    void write(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const Cell& cell) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            writeText(page, row, column, *text);
        } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
            if (*whole > kMaxExact || *whole < -kMaxExact)
                writeText(page, row, column, std::to_string(*whole));
            else
                note(worksheet_write_number(page, row, column, static_cast<double>(*whole), nullptr));
        } else if (const auto* number = std::get_if<double>(&cell)) {
            if (std::isfinite(*number)) note(worksheet_write_number(page, row, column, *number, nullptr));
        } else if (const auto* yes = std::get_if<bool>(&cell)) {
            note(worksheet_write_boolean(page, row, column, *yes, nullptr));
        } else if (const auto* moment = std::get_if<Moment>(&cell)) {
            const double seconds = static_cast<double>(moment->at / base::kSecond);
            note(worksheet_write_number(page, row, column, seconds / 86'400.0 + kEpochSerial, m_moment));
        }
    }

    std::string m_path;
    std::string m_folder;
    lxw_workbook* m_book = nullptr;
    lxw_format* m_header = nullptr;
    lxw_format* m_text = nullptr;
    lxw_format* m_moment = nullptr;
    bool m_ok = true;
};

base::Status problem(const std::string& path) {
    auto error = base::fileError(errno == 0 ? EIO : errno, path);
    if (error.code == "file-unreadable") error.code = "file-unwritable";
    return tl::unexpected<base::Error>(std::move(error));
}

} // namespace

base::Status writeWorkbook(const std::string& path, const std::vector<Sheet>& sheets, const WorkbookInfo& info) {
    PS_CHECK(check(sheets));
    PS_TRY(const PrivateFolder folder, PrivateFolder::beside(path));
    const std::string draft = folder.path() + "/workbook.xlsx";
    errno = 0;
    {
        Book book(draft, folder.path());
        if (!book.ok()) return problem(path);
        book.describe(info);
        for (const auto& sheet : sheets)
            book.add(sheet);
        if (!book.close()) return problem(path);
    }
    if (::chmod(draft.c_str(), 0600) != 0 || std::rename(draft.c_str(), path.c_str()) != 0) return problem(path);
    return {};
}

} // namespace proofstead::sheet
