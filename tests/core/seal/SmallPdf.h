// The smallest PDF with attachments, written by hand: for tests of the reader and of proofstead-verify.
#pragma once

#include <map>
#include <QByteArray>
#include <QString>
#include <string>
#include <vector>

namespace proofstead::test {

struct SmallPdf {
    bool compress = true;
    // Objects as text, numbered from 1: 1 is the catalog.
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> >>",
                                     "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                     "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>", ""};

    static std::string hexText(const std::string& utf8) {
        const QString text = QString::fromStdString(utf8);
        QByteArray utf16("\xFE\xFF", 2);
        for (const QChar c : text) {
            utf16.append(static_cast<char>(c.unicode() >> 8));
            utf16.append(static_cast<char>(c.unicode() & 0xFF));
        }
        return "<" + utf16.toHex().toStdString() + ">";
    }

    // Object text of a stream.
    static std::string stream(const std::string& dict, const std::string& data, bool compress) {
        std::string packed = data;
        if (compress) packed = qCompress(QByteArray::fromStdString(data)).mid(4).toStdString();
        return "<< " + dict + (compress ? " /Filter /FlateDecode" : "") + " /Length " + std::to_string(packed.size()) +
               " >>\nstream\n" + packed + "\nendstream";
    }

    void attach(const std::map<std::string, std::string>& attachments) {
        std::string names;
        for (const auto& [name, bytes] : attachments) {
            objects.push_back(stream("/Type /EmbeddedFile", bytes, compress));
            const std::string ref = std::to_string(objects.size()) + " 0 R";
            objects.push_back("<< /Type /Filespec /F " + hexText(name) + " /UF " + hexText(name) + " /EF << /F " + ref +
                              " /UF " + ref + " >> >>");
            names += hexText(name) + " " + std::to_string(objects.size()) + " 0 R ";
        }
        objects[3] = "<< /Names [" + names + "] >>";
    }

    std::string write(const std::string& extraTrailer = {}) const {
        std::string pdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
        std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
        for (std::size_t i = 0; i < objects.size(); ++i) {
            table += QByteArray::number(static_cast<qulonglong>(pdf.size())).rightJustified(10, '0').toStdString() +
                     " 00000 n \n";
            pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
        }
        const std::size_t at = pdf.size();
        return pdf + table + "trailer << /Root 1 0 R /Size " + std::to_string(objects.size() + 1) + " " + extraTrailer +
               " >>\nstartxref\n" + std::to_string(at) + "\n%%EOF\n";
    }
};

inline std::string smallPdf(const std::map<std::string, std::string>& attachments) {
    SmallPdf pdf;
    pdf.attach(attachments);
    return pdf.write();
}

} // namespace proofstead::test
