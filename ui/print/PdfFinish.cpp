#include "print/PdfFinish.h"

#include "base/Text.h"
#include "base/Time.h"
#include "print/Metadata.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <QColorSpace>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFNameTreeObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <unistd.h>

namespace proofstead::print {

using Object = QPDFObjectHandle;

namespace {

std::string coordinate(double points) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", points);
    return text;
}

Object real(double points) {
    return Object::newReal(coordinate(points));
}

Object unicode(const std::string& text) {
    return Object::newUnicodeString(text);
}

// Qt embeds subsets without saying so in the name of the font, and with another tag in that of its descriptor; both
// take the one tag that ISO 32000-1 section 9.6.4 asks for.
void tagFontSubsets(QPDF& pdf) {
    std::map<std::string, std::string> tagged;
    const auto rename = [&](Object dictionary, const char* key) {
        Object name = dictionary.getKey(key);
        if (!name.isName()) return;
        const std::string whole = name.getName();
        const std::string plain = whole.substr(whole.find('+') == std::string::npos ? 1 : whole.find('+') + 1);
        const char letter = static_cast<char>('A' + tagged.size() % 26);
        const auto entry = tagged.try_emplace(plain, std::string("PRFST") + letter + "+" + plain).first;
        dictionary.replaceKey(key, Object::newName("/" + entry->second));
    };
    for (Object& object : pdf.getAllObjects()) {
        if (!object.isDictionary()) continue;
        if (object.isDictionaryOfType("/Font")) rename(object, "/BaseFont");
        if (object.isDictionaryOfType("/FontDescriptor")) rename(object, "/FontName");
    }
}

void addDestinations(QPDF& pdf, const std::vector<Object>& pages, const Composition& composition) {
    auto tree = QPDFNameTreeObjectHelper::newEmpty(pdf);
    for (const auto& [name, place] : composition.anchors)
        tree.insert(name, Object::newArray({pages.at(place.page), Object::newName("/XYZ"), Object::newNull(),
                                            real(theme::kPageHeight - place.y), Object::newNull()}));
    Object names = pdf.getRoot().getKey("/Names");
    if (!names.isDictionary()) {
        names = pdf.makeIndirectObject(Object::newDictionary());
        pdf.getRoot().replaceKey("/Names", names);
    }
    names.replaceKey("/Dests", tree.getObjectHandle());
}

void addLinks(QPDF& pdf, std::vector<Object>& pages, const std::vector<PlacedLink>& links) {
    std::map<std::size_t, Object> byPage;
    for (const PlacedLink& link : links) {
        const double top = theme::kPageHeight - link.box.top(), bottom = theme::kPageHeight - link.box.bottom();
        Object annotation = Object::newDictionary({
            {"/Type", Object::newName("/Annot")},
            {"/Subtype", Object::newName("/Link")},
            {"/F", Object::newInteger(4)}, // printed with the page, as PDF/A asks
            {"/Border", Object::newArray({Object::newInteger(0), Object::newInteger(0), Object::newInteger(0)})},
            {"/Rect", Object::newArray({real(link.box.left()), real(bottom), real(link.box.right()), real(top)})},
            {"/Dest", Object::newString(link.anchor)},
        });
        auto [entry, fresh] = byPage.try_emplace(link.page, Object::newNull());
        if (fresh) entry->second = Object::newArray();
        entry->second.appendItem(pdf.makeIndirectObject(annotation));
    }
    for (auto& [page, annotations] : byPage)
        pages.at(page).replaceKey("/Annots", annotations);
}

// The outline as a tree: an entry hangs under the nearest entry before it that has a smaller level.
void addOutline(QPDF& pdf, const std::vector<OutlineEntry>& entries) {
    struct Node {
        Object object;
        int level;
        std::size_t parent;
        std::vector<std::size_t> kids = {};
    };
    if (entries.empty()) return;
    std::vector<Node> nodes;
    nodes.push_back({pdf.makeIndirectObject(Object::newDictionary({{"/Type", Object::newName("/Outlines")}})), 0, 0});
    std::vector<std::size_t> path{0};
    for (const OutlineEntry& entry : entries) {
        while (nodes[path.back()].level >= entry.level)
            path.pop_back();
        Object item = pdf.makeIndirectObject(
            Object::newDictionary({{"/Title", unicode(entry.title)}, {"/Dest", Object::newString(entry.anchor)}}));
        nodes.push_back({item, entry.level, path.back()});
        nodes[path.back()].kids.push_back(nodes.size() - 1);
        path.push_back(nodes.size() - 1);
    }
    for (Node& node : nodes) {
        if (node.level > 0) node.object.replaceKey("/Parent", nodes[node.parent].object);
        if (node.kids.empty()) continue;
        node.object.replaceKey("/First", nodes[node.kids.front()].object);
        node.object.replaceKey("/Last", nodes[node.kids.back()].object);
        // A negative count is a closed entry; only the chapters are seen at first.
        const auto count = static_cast<long long>(node.kids.size());
        node.object.replaceKey("/Count", Object::newInteger(node.level == 0 ? count : -count));
        for (std::size_t i = 0; i + 1 < node.kids.size(); ++i) {
            nodes[node.kids[i]].object.replaceKey("/Next", nodes[node.kids[i + 1]].object);
            nodes[node.kids[i + 1]].object.replaceKey("/Prev", nodes[node.kids[i]].object);
        }
    }
    pdf.getRoot().replaceKey("/Outlines", nodes.front().object);
    pdf.getRoot().replaceKey("/PageMode", Object::newName("/UseOutlines"));
}

void addAttachments(QPDF& pdf, const std::map<std::string, std::string>& attachments, const std::string& date) {
    if (attachments.empty()) return;
    QPDFEmbeddedFileDocumentHelper files(pdf);
    Object associated = Object::newArray();
    for (const auto& [name, bytes] : attachments) {
        auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, bytes);
        const AttachmentKind kind = kindOfAttachment(name);
        stream.setSubtype(kind.mime).setCreationDate(date).setModDate(date);
        auto spec = QPDFFileSpecObjectHelper::createFileSpec(pdf, name, stream);
        spec.getObjectHandle().replaceKey("/AFRelationship", Object::newName(kind.relationship));
        files.replaceEmbeddedFile(name, spec);
        associated.appendItem(spec.getObjectHandle());
    }
    pdf.getRoot().replaceKey("/AF", pdf.makeIndirectObject(associated));
}

void addMetadata(QPDF& pdf, const pack::Document& document, const std::string& date) {
    Object root = pdf.getRoot();
    Object info = pdf.makeIndirectObject(Object::newDictionary({
        {"/Title", unicode(document.title)},
        {"/Author", unicode(document.author)},
        {"/Subject", unicode(document.subject)},
        {"/Creator", unicode(document.producer)},
        {"/Producer", unicode(document.producer)},
        {"/CreationDate", Object::newString(date)},
        {"/ModDate", Object::newString(date)},
    }));
    pdf.getTrailer().replaceKey("/Info", info);
    Object metadata = Object::newStream(&pdf, xmpPacket(document));
    metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
    root.replaceKey("/Metadata", metadata);
    root.replaceKey("/Lang", unicode(document.language));
    root.replaceKey("/ViewerPreferences", Object::newDictionary({{"/DisplayDocTitle", Object::newBool(true)}}));

    Object profile = Object::newStream(&pdf, QColorSpace(QColorSpace::SRgb).iccProfile().toStdString());
    profile.getDict().replaceKey("/N", Object::newInteger(3));
    Object intent = Object::newDictionary({
        {"/Type", Object::newName("/OutputIntent")},
        {"/S", Object::newName("/GTS_PDFA1")},
        {"/OutputConditionIdentifier", Object::newString("sRGB IEC61966-2.1")},
        {"/Info", Object::newString("sRGB IEC61966-2.1")},
        {"/DestOutputProfile", profile},
    });
    root.replaceKey("/OutputIntents", Object::newArray({pdf.makeIndirectObject(intent)}));
}

// Closes and, unless told that the file is complete, removes a temporary file.
struct TemporaryFile {
    std::string path;
    std::FILE* file = nullptr;

    ~TemporaryFile() {
        if (file) std::fclose(file);
        if (!path.empty()) ::unlink(path.c_str());
    }
};

base::Status writeTo(QPDF& pdf, const std::string& outFile) {
    TemporaryFile temporary;
    std::string pattern = outFile + ".XXXXXX";
    const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC); // created with mode 0600
    if (descriptor < 0) return tl::unexpected(base::fileError(errno, outFile));
    temporary.path = pattern;
    temporary.file = ::fdopen(descriptor, "wb");
    QPDFWriter writer(pdf);
    writer.setOutputFile(outFile.c_str(), temporary.file, false);
    writer.setObjectStreamMode(
        qpdf_o_disable); // plain objects: an incremental signature can be added by a small reader
    writer.setMinimumPDFVersion("1.7");
    writer.setDeterministicID(true);
    errno = 0;
    writer.write();
    if (std::fflush(temporary.file) != 0 || ::fsync(descriptor) != 0)
        return tl::unexpected(base::fileError(errno, outFile));
    if (::rename(temporary.path.c_str(), outFile.c_str()) != 0) return tl::unexpected(base::fileError(errno, outFile));
    temporary.path.clear();
    return {};
}

} // namespace

base::Status finishPdf(const DrawnPages& drawn, const Composition& composition, const pack::Document& document,
                       const std::map<std::string, std::string>& attachments, const std::string& outFile) {
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("pages", drawn.pdf.constData(), static_cast<std::size_t>(drawn.pdf.size()));
        std::vector<Object> pages = pdf.getAllPages();
        const std::string date = pdfDate(document.createdAt);
        tagFontSubsets(pdf);
        addAttachments(pdf, attachments, date);
        addDestinations(pdf, pages, composition);
        addLinks(pdf, pages, drawn.links);
        addOutline(pdf, composition.outline);
        addMetadata(pdf, document, date);
        return writeTo(pdf, outFile);
    } catch (const std::exception& error) {
        if (errno == ENOSPC) return base::fail("disk-full", outFile);
        return base::fail("pdf-unwritable", error.what());
    }
}

} // namespace proofstead::print
