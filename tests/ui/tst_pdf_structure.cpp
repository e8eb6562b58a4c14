// What PDF/A-3b (ISO 19005-3) asks of the structure of a file, as far as it can be read from the objects: a printed and
// signed pack is walked from its trailer to its last object. This is no validator of the standard, and claims no more.
#include "core/pack/SamplePack.h"
#include "pack/Pack.h"
#include "print/Print.h"
#include "seal/PdfFile.h"
#include "seal/PdfSign.h"

#include <functional>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

using namespace proofstead;
using seal::PdfObject;

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

bool isAny(const PdfObject* name, std::initializer_list<const char*> wanted) {
    return name && std::any_of(wanted.begin(), wanted.end(), [&](const char* one) { return name->isName(one); });
}

} // namespace

class PdfStructureTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theFileBeginsAndEndsAsItShould();
    void nothingIsEncryptedOrElsewhere();
    void everyFontIsEmbeddedAndLeadsBackToText();
    void coloursHaveAnOutputIntent();
    void metadataIsReadableAndSaysTheSame();
    void everyAttachmentIsAssociated();
    void annotationsArePrintedAndDoNothing();
    void theOnlyFormFieldIsTheSignature();
    void nothingActsOnItsOwn();
    void limitsAreKept();

private:
    PdfObject at(const PdfObject& dictionary, const char* name) { return *m_file->member(dictionary, name); }
    std::vector<PdfObject> listAt(const PdfObject& dictionary, const char* name) {
        const PdfObject list = at(dictionary, name);
        return list.array() ? *list.array() : std::vector<PdfObject>();
    }
    PdfObject catalogue() { return at(m_file->trailer(), "Root"); }
    // Every object once, references followed.
    void walk(const PdfObject& object);
    void every(const std::function<void(const PdfObject&)>& look) const {
        for (const PdfObject& one : m_dictionaries)
            look(one);
    }

    std::string m_pdf;
    std::optional<seal::PdfFile> m_file;
    std::set<std::int64_t> m_seen;
    std::vector<PdfObject> m_dictionaries;
    std::size_t m_longestString = 0, m_longestName = 0;
};

void PdfStructureTest::initTestCase() {
    auto input = sample::SamplePack({.controls = 12, .findings = 20, .records = 6}).make(kResources);
    const auto key = seal::SigningKey::make("Anna Müller", "Klinik", "self-signed", input.generatedAt);
    input.signer = pack::Signer{key.certificate().subject, seal::toHex(key.certificate().digest()), true, false};
    const auto outline = pack::outlineFromJson(*base::parseJson(*base::readFile(kResources + "/packs/full.json")));
    const auto document = pack::buildDocument(input, *outline);
    const auto attachments = pack::attachmentsOf(input);
    QVERIFY(document && attachments);
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("pack.pdf")).toStdString();
    QVERIFY(print::printPack(*document, *attachments, path));
    auto pdf = seal::signPdf(*base::readFile(path), key, {"Anna Müller", "Evidence pack", input.generatedAt});
    QVERIFY2(pdf, pdf ? "" : pdf.error().toString().c_str());
    m_pdf = std::move(*pdf);
    auto file = seal::PdfFile::open(base::asBytes(m_pdf), {});
    QVERIFY(file);
    m_file.emplace(std::move(*file));
    walk(m_file->trailer());
    QVERIFY(m_dictionaries.size() > 100);
}

void PdfStructureTest::walk(const PdfObject& object) {
    if (object.kind == PdfObject::Reference) {
        if (m_seen.insert(object.number).second) walk(*m_file->resolve(object));
        return;
    }
    if (object.kind == PdfObject::String) m_longestString = std::max(m_longestString, object.text.size());
    if (object.kind == PdfObject::Name) m_longestName = std::max(m_longestName, object.text.size());
    if (object.isDictionary()) m_dictionaries.push_back(object);
    for (const PdfObject& item : object.items)
        walk(item);
}

void PdfStructureTest::theFileBeginsAndEndsAsItShould() { // 6.1.2, 6.1.3
    QVERIFY(m_pdf.starts_with("%PDF-1.7\n%"));
    for (std::size_t i = 10; i < 14; ++i)
        QVERIFY(static_cast<unsigned char>(m_pdf[i]) > 127);
    QVERIFY(m_pdf.ends_with("%%EOF\n"));
    const auto* id = m_file->trailer().member("ID");
    QVERIFY(id && id->array() && id->array()->size() == 2 && id->array()->front().text.size() == 16);
}

void PdfStructureTest::nothingIsEncryptedOrElsewhere() { // 6.1.3, 6.1.7
    QVERIFY(!m_file->trailer().member("Encrypt"));
    every([](const PdfObject& one) {
        if (one.streamAt == 0) return;
        QVERIFY(!one.member("F") && !one.member("FFilter") && !one.member("FDecodeParms"));
        const PdfObject* filter = one.member("Filter");
        QVERIFY(!filter || isAny(filter, {"FlateDecode", "DCTDecode"}) ||
                (filter->array() && filter->array()->size() < 2));
    });
}

void PdfStructureTest::everyFontIsEmbeddedAndLeadsBackToText() { // 6.2.11
    int fonts = 0;
    every([&](const PdfObject& one) {
        const PdfObject* type = one.member("Type");
        if (!type || !type->isName("Font") || isAny(one.member("Subtype"), {"CIDFontType0", "CIDFontType2"})) return;
        ++fonts;
        QVERIFY(one.member("ToUnicode"));
        PdfObject font = one;
        if (isAny(one.member("Subtype"), {"Type0"})) {
            QVERIFY(isAny(one.member("Encoding"), {"Identity-H"}));
            font = *m_file->resolve(listAt(one, "DescendantFonts").front());
            if (isAny(font.member("Subtype"), {"CIDFontType2"})) QVERIFY(font.member("CIDToGIDMap"));
        }
        const PdfObject descriptor = at(font, "FontDescriptor");
        QVERIFY(descriptor.member("FontFile2") || descriptor.member("FontFile3"));
        const std::string name = at(font, "BaseFont").text;
        QVERIFY2(name.size() > 7 && name[6] == '+', name.c_str()); // a subset, and tagged as one
        QCOMPARE(at(descriptor, "FontName").text, name);
    });
    QVERIFY(fonts >= 3);
}

void PdfStructureTest::coloursHaveAnOutputIntent() { // 6.2.3
    const PdfObject intents = at(catalogue(), "OutputIntents");
    QCOMPARE(intents.array()->size(), std::size_t{1});
    const PdfObject intent = *m_file->resolve(intents.array()->front());
    QVERIFY(isAny(intent.member("S"), {"GTS_PDFA1"}));
    const PdfObject profile = at(intent, "DestOutputProfile");
    QCOMPARE(at(profile, "N").number, std::int64_t{3});
    const std::string icc = *m_file->streamBytes(profile);
    QCOMPARE(icc.substr(36, 4), std::string("acsp"));
    QCOMPARE(icc.substr(12, 8), std::string("mntrRGB "));
    QVERIFY(static_cast<int>(icc[8]) <= 4); // version of the profile
    every([](const PdfObject& one) {
        QVERIFY(!isAny(one.member("ColorSpace"), {"DeviceCMYK"}));
        QVERIFY(!one.member("TR") && !one.member("HTP") && !one.member("OPI") && !one.member("Alternates"));
        if (const auto* smooth = one.member("Interpolate")) QVERIFY(smooth->number == 0);
    });
}

void PdfStructureTest::metadataIsReadableAndSaysTheSame() { // 6.6.2
    const PdfObject metadata = at(catalogue(), "Metadata");
    QVERIFY(isAny(metadata.member("Type"), {"Metadata"}) && isAny(metadata.member("Subtype"), {"XML"}));
    QVERIFY(!metadata.member("Filter"));
    const std::string xmp = *m_file->streamBytes(metadata);
    for (const char* part : {"<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "<dc:title>",
                             "<xmp:CreateDate>2025-04-02T09:30:00Z</xmp:CreateDate>"})
        QVERIFY2(xmp.find(part) != std::string::npos, part);
    const PdfObject info = at(m_file->trailer(), "Info");
    QCOMPARE(at(info, "CreationDate").text, std::string("D:20250402093000Z"));
    QCOMPARE(at(info, "ModDate").text, std::string("D:20250402093000Z"));
    QVERIFY(xmp.find("<pdf:Producer>" + at(info, "Producer").text + "</pdf:Producer>") != std::string::npos);
}

void PdfStructureTest::everyAttachmentIsAssociated() { // 6.8
    std::set<std::int64_t> associated;
    for (const PdfObject& one : listAt(catalogue(), "AF"))
        associated.insert(one.number);
    std::size_t files = 0;
    every([&](const PdfObject& one) {
        const PdfObject* embedded = one.member("EF");
        if (!embedded) return;
        ++files;
        QVERIFY(one.member("F") && one.member("UF"));
        QVERIFY(isAny(one.member("AFRelationship"), {"Source", "Data", "Alternative", "Supplement", "Unspecified"}));
        const PdfObject stream = at(*embedded, "F");
        QVERIFY(isAny(stream.member("Type"), {"EmbeddedFile"}));
        const PdfObject* mime = stream.member("Subtype");
        QVERIFY(mime && mime->text.find('/') != std::string::npos);
        QVERIFY(at(stream, "Params").member("ModDate"));
    });
    QVERIFY(files > 8);
    QCOMPARE(associated.size(), files);
}

void PdfStructureTest::annotationsArePrintedAndDoNothing() { // 6.3
    constexpr std::int64_t kInvisible = 1, kHidden = 2, kPrint = 4, kNoView = 32, kToggleNoView = 256;
    std::size_t links = 0;
    every([&](const PdfObject& one) {
        if (!isAny(one.member("Type"), {"Annot"})) return;
        QVERIFY(isAny(one.member("Subtype"), {"Link", "Widget"}));
        links += isAny(one.member("Subtype"), {"Link"}) ? 1 : 0;
        const std::int64_t flags = at(one, "F").number;
        QVERIFY((flags & kPrint) != 0);
        QCOMPARE(flags & (kInvisible | kHidden | kNoView | kToggleNoView), std::int64_t{0});
        QVERIFY(!one.member("AA") && !one.member("A"));
    });
    QVERIFY(links > 20); // those of the first page are still there after signing
}

void PdfStructureTest::theOnlyFormFieldIsTheSignature() { // 6.4
    const PdfObject form = at(catalogue(), "AcroForm");
    QVERIFY(!form.member("NeedAppearances") && !form.member("XFA"));
    QCOMPARE(at(form, "SigFlags").number, std::int64_t{3});
    QCOMPARE(listAt(form, "Fields").size(), std::size_t{1});
    const PdfObject field = *m_file->resolve(listAt(form, "Fields").front());
    QVERIFY(isAny(field.member("FT"), {"Sig"}));
    for (const PdfObject& side : listAt(field, "Rect"))
        QCOMPARE(side.number, std::int64_t{0}); // takes no room, so it needs no appearance
    bool onItsPage = false;
    const PdfObject page = at(field, "P");
    for (const PdfObject& one : listAt(page, "Annots"))
        onItsPage = onItsPage || one.number == listAt(form, "Fields").front().number;
    QVERIFY(onItsPage);
}

void PdfStructureTest::nothingActsOnItsOwn() { // 6.5
    QVERIFY(!catalogue().member("OpenAction") && !catalogue().member("AA"));
    QVERIFY(!at(catalogue(), "Names").member("JavaScript"));
    every([](const PdfObject& one) {
        QVERIFY(!isAny(one.member("S"), {"JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide",
                                         "SetOCGState", "Rendition", "Trans", "GoTo3DView", "URI", "SubmitForm"}));
        QVERIFY(!one.member("JS"));
    });
}

void PdfStructureTest::limitsAreKept() { // 6.1.13
    QVERIFY(m_longestString <= 32'767);
    QVERIFY(m_longestName <= 127);
    QVERIFY(m_seen.size() < 8'388'607);
}

QTEST_MAIN(PdfStructureTest)
#include "tst_pdf_structure.moc"
