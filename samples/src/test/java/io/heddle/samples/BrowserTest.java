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
    static void stop() throws Exception {
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
            assertEquals("Hello, World!", tab.evaluate("document.body.innerText"));
        }
    }

    @Test
    void whatAPageSendsComesBack() throws Exception {
        try (var tab = browser.open(showcase.url("/json"))) {
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

    @Test
    void aVideoElementIsMovedToWhereNothingIsLoadedYet() throws Exception {
        try (var tab = browser.open(showcase.url("/static/"))) {
            tab.awaitTrue("film.readyState >= 1");

            String moved =
                    tab.evaluate(
                            """
                            new Promise((done, failed) => {
                              film.onerror = () => failed(film.error.message);
                              film.onseeked = () => done(film.currentTime + ' of ' + film.duration);
                              film.currentTime = 300;
                            })
                            """);

            assertEquals("300 of 361", moved);
            assertEquals(
                    "false",
                    tab.evaluate("film.buffered.length == 1 && film.buffered.start(0) == 0"));
        }
    }

    @Test
    void eventsGoOnWhereTheyEndedWhenTheBrowserComesBack() throws Exception {
        try (var tab = browser.open(showcase.url("/json"))) {
            String events =
                    tab.evaluate(
                            """
                            new Promise(done => {
                              const seen = [];
                              let opened = 0;
                              const source = new EventSource('/events?count=3&ms=20');
                              source.onopen = () => opened++;
                              source.onmessage = event => {
                                seen.push(event.lastEventId + ':' + event.data);
                                if (seen.length == 7) {
                                  source.close();
                                  done(opened + ' ' + seen);
                                }
                              };
                            })
                            """);

            assertEquals(
                    "3 1:tick 1,2:tick 2,3:tick 3,4:tick 4,5:tick 5,6:tick 6,7:tick 7", events);
        }
    }

    @Test
    void messagesOfAWebSocketComeBack() throws Exception {
        try (var tab = browser.open(showcase.url("/json"))) {
            String echoed =
                    tab.evaluate(
                            """
                            new Promise((done, failed) => {
                              const long = 'ä'.repeat(200000);
                              const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws');
                              socket.binaryType = 'arraybuffer';
                              const seen = [];
                              socket.onopen = () => {
                                socket.send('hello');
                                socket.send(long);
                                socket.send(new Uint8Array([1, 2, 255]));
                              };
                              socket.onmessage = message => {
                                const data = message.data;
                                seen.push(data === long ? 'long'
                                    : typeof data === 'string' ? data : [...new Uint8Array(data)]);
                                if (seen.length == 3) socket.close(4000, 'bye');
                              };
                              socket.onclose = closing =>
                                  done(seen.join() + ' ' + closing.code + ' ' + closing.wasClean);
                            })
                            """);

            assertEquals("hello,long,1,2,255 4000 true", echoed);
        }
    }

    @Test
    void aFormWithFilesIsUploaded() throws Exception {
        try (var tab = browser.open(showcase.url("/static/"))) {
            tab.evaluate(
                    """
                    (() => {
                      const files = new DataTransfer();
                      files.items.add(new File(['x'.repeat(100000)], 'grüße.txt', {type: 'text/plain'}));
                      files.items.add(new File([new Uint8Array(7)], 'b.bin'));
                      form.files.files = files.files;
                      form.note.value = 'ü';
                      setTimeout(() => form.submit()); // when this is answered
                    })()
                    """);
            tab.awaitTrue("location.pathname == '/upload' && document.readyState == 'complete'");

            assertEquals(
                    """
                    field note: 2 bytes
                    file files, grüße.txt, text/plain: 100000 bytes
                    file files, b.bin, application/octet-stream: 7 bytes
                    """,
                    tab.evaluate("document.body.textContent"));
        }
    }
}
