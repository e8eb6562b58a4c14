<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Tr</name>
    <message numerus="yes">
        <source>%n control(s) not supported by evidence, worst first</source>
        <translation>
            <numerusform>%n control not supported by evidence, worst first</numerusform>
            <numerusform>%n controls not supported by evidence, worst first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2, %n hour(s)</source>
        <translation>
            <numerusform>%1 to %2, %n hour</numerusform>
            <numerusform>%1 to %2, %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more gap(s)</source>
        <translation>
            <numerusform>and %n more gap</numerusform>
            <numerusform>and %n more gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exception(s)</source>
        <translation>
            <numerusform>%n exception</numerusform>
            <numerusform>%n exceptions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The worst %1 of %n gap(s); all are on the page Gaps.</source>
        <translation>
            <numerusform>The worst %1 of %n gap; all are on the page Gaps.</numerusform>
            <numerusform>The worst %1 of %n gaps; all are on the page Gaps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more gap(s)</source>
        <translation>
            <numerusform> and %n more gap</numerusform>
            <numerusform> and %n more gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) </source>
        <translation>
            <numerusform>%n more line </numerusform>
            <numerusform>%n more lines </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further test(s) that it needs are not part of this release.</source>
        <translation>
            <numerusform>%n further test that it needs is not part of this release.</numerusform>
            <numerusform>%n further tests that it needs are not part of this release.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n control(s), each with its verdict</source>
        <translation>
            <numerusform>%n control, each with its verdict</numerusform>
            <numerusform>%n controls, each with its verdict</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exception(s) that tests found, worst first</source>
        <translation>
            <numerusform>%n exception that tests found, worst first</numerusform>
            <numerusform>%n exceptions that tests found, worst first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported</source>
        <translation>
            <numerusform>%n file imported</numerusform>
            <numerusform>%n files imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %1 records from %n file(s); %2 known already, %3 rejected.</source>
        <translation>
            <numerusform>Imported %1 records from %n file; %2 known already, %3 rejected.</numerusform>
            <numerusform>Imported %1 records from %n files; %2 known already, %3 rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read, or in part only: %1</source>
        <translation>
            <numerusform>%n file could not be read, or in part only: %1</numerusform>
            <numerusform>%n files could not be read, or in part only: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Declared %n more source(s).</source>
        <translation>
            <numerusform>Declared %n more source.</numerusform>
            <numerusform>Declared %n more sources.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more reason(s); Enter shows all.</source>
        <translation>
            <numerusform>… and %n more reason; Enter shows all.</numerusform>
            <numerusform>… and %n more reasons; Enter shows all.</numerusform>
        </translation>
    </message>
</context>
</TS>
