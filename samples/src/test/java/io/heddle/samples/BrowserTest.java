package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `showcase`, visited by a real browser.
class BrowserTest {

    @TempDir private static Path folder;

    private static Browser browser;
    private static Showcase showcase;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(folder);
        showcase = Showcase.start("--http", "0");
    }

    @AfterAll
    static void stop() {
        if (showcase != null) {
            showcase.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPageIsShown() throws Exception {
        try (var tab = browser.open(showcase.url("/plaintext"))) {
            tab.awaitTrue("document.readyState == 'complete'");

            assertEquals("Hello, World!", tab.evaluate("document.body.innerText"));
        }
    }

    @Test
    void whatAPageSendsComesBack() throws Exception {
        try (var tab = browser.open(showcase.url("/json"))) {
            tab.awaitTrue("document.readyState == 'complete'");

            String echoed =
                    tab.evaluate(
                            """
                            fetch('/echo', {method: 'POST', body: 'ä'.repeat(200000)})
                                .then(response => response.text())
                                .then(text => text === 'ä'.repeat(200000))
                            """);

            assertEquals("true", echoed);
        }
    }
}
