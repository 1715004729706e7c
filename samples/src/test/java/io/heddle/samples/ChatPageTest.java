package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of `chat`, in a real browser.
class ChatPageTest {

    private static final String LAST_SAID = "[...document.querySelectorAll('.said .text')].pop()";

    @TempDir private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void twoTabsSeeEachOther() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0")) {
            int port = chat.readPort();
            try (var ada = entered(port, "Ada");
                    var grace = entered(port, "Grace")) {
                ada.awaitTrue("document.querySelector('#people').innerText.includes('Grace')");

                say(ada, "<b>hello</b> ü");
                grace.awaitTrue(LAST_SAID + "?.innerText == '<b>hello</b> ü'");
                say(grace, "hi");
                ada.awaitTrue(LAST_SAID + "?.innerText == 'hi'");

                assertEquals(
                        "Ada,Grace",
                        ada.evaluate(
                                "[...document.querySelectorAll('.said b')].map(b => b.innerText)"));
            }
        }
    }

    @Test
    void whatIsSaidWhileNobodyLooksIsMarked() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0")) {
            int port = chat.readPort();
            try (var ada = entered(port, "Ada");
                    var grace = entered(port, "Grace")) {
                grace.show();
                ada.awaitTrue("document.visibilityState == 'hidden'");

                say(grace, "one");
                say(grace, "two");

                ada.awaitTrue("document.title == '(2) Chat'");
                assertEquals(
                        "New,one,two",
                        ada.evaluate(
                                "[...document.querySelectorAll('#unread, .said .text')]"
                                        + ".map(item => item.innerText)"));
                ada.show();
                ada.awaitTrue("document.title == 'Chat'");
            }
        }
    }

    @Test
    void comesBackWhenTheServerWasStartedAnew() throws Exception {
        try (var first = SampleProcess.start("chat", "--port", "0")) {
            int port = first.readPort();
            try (var ada = entered(port, "Ada")) {
                say(ada, "before");
                ada.awaitTrue(LAST_SAID + "?.innerText == 'before'");

                first.terminate();
                assertEquals(0, first.result().exitCode());
                ada.awaitTrue("!document.querySelector('#banner').hidden");
                ada.awaitTrue("document.querySelector('#write button').disabled");
                try (var second = SampleProcess.start("chat", "--port", "" + port)) {
                    assertEquals(port, second.readPort());

                    ada.awaitTrue("document.querySelector('#banner').hidden");
                    say(ada, "after");
                    ada.awaitTrue(LAST_SAID + "?.innerText == 'after'");
                    assertEquals(
                            "before,after",
                            ada.evaluate(
                                    "[...document.querySelectorAll('.said .text')]"
                                            + ".map(item => item.innerText)"));
                }
            }
        }
    }

    /// A tab whose visitor is in the room.
    private static Tab entered(int port, String name) throws Exception {
        var tab = browser.open("http://localhost:" + port + "/");
        try {
            tab.evaluate(
                    "document.querySelector('#name').value = '"
                            + name
                            + "', document.querySelector('#door form').requestSubmit()");
            tab.awaitTrue("document.querySelector('#people').innerText.includes('" + name + "')");
            return tab;
        } catch (Throwable failure) {
            tab.close();
            throw failure;
        }
    }

    private static void say(Tab tab, String text) throws Exception {
        tab.evaluate(
                "document.querySelector('#text').value = '"
                        + text
                        + "', document.querySelector('#write').requestSubmit()");
    }
}
