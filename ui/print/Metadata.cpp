#include "print/Metadata.h"

#include "base/Text.h"

#include <fmt/format.h>

namespace proofstead::print {

namespace {

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : base::printable(text))
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        default:
            result += c;
        }
    return result;
}

std::string alternative(const char* name, const std::string& text) {
    return fmt::format("<{0}><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></{0}>", name,
                       escaped(text));
}

std::string element(const char* name, const std::string& text) {
    return fmt::format("<{0}>{1}</{0}>", name, escaped(text));
}

} // namespace

std::string pdfDate(base::Millis time) {
    std::string date = "D:";
    for (const char c : base::formatSeconds(time))
        if (c >= '0' && c <= '9') date += c;
    return date + "Z";
}

std::string xmpPacket(const pack::Document& document) {
    const std::string date = base::formatSeconds(document.createdAt);
    std::string packet = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                         "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">";
    packet += alternative("dc:title", document.title);
    packet += alternative("dc:description", document.subject);
    packet += "<dc:creator><rdf:Seq><rdf:li>" + escaped(document.author) + "</rdf:li></rdf:Seq></dc:creator>";
    packet += element("xmp:CreateDate", date) + element("xmp:ModifyDate", date);
    packet += element("xmp:CreatorTool", document.producer) + element("pdf:Producer", document.producer);
    packet += "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
    return packet + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

AttachmentKind kindOfAttachment(std::string_view name) {
    if (name.starts_with("records/"))
        return {name.ends_with(".json") ? "application/json" : "application/octet-stream", "/Source"};
    if (name.ends_with(".json")) return {"application/json", "/Data"};
    if (name.ends_with(".csv")) return {"text/csv", "/Data"};
    return {"text/plain", "/Supplement"};
}

} // namespace proofstead::print
