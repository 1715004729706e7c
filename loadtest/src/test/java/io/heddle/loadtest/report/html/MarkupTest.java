package io.heddle.loadtest.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void escapesTextAndAttributes() {
        var markup = new Markup().element("b", "<&>", "title", "\"'");

        assertEquals("<b title=\"&quot;&#39;\">&lt;&amp;&gt;</b>", markup.toString());
    }

    @Test
    void replacesCharactersThatControlOrTurnTheText() {
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd", Markup.escape("a\u0000b\u202Ec\uD800d"));
        assertEquals("µ′😀\n", Markup.escape("µ′😀\n"));
    }
}
