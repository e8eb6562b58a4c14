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
</context>
</TS>
