package io.heddle.loadtest.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heddle.loadtest.result.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// What a real browser makes of the page. Skipped where there is none.
class HtmlReportInBrowserTest {
    private static final List<Integer> WIDTHS = List.of(360, 800, 1440);

    /// Tells the page around it how wide the page is, and what went wrong.
    private static final String PROBE =
            """
            <script>
            const wrong = [];
            addEventListener("error", event => wrong.push(String(event.message)));
            addEventListener("securitypolicyviolation", event => wrong.push(event.blockedURI));
            addEventListener("load", () => setTimeout(() => {
              const root = document.documentElement;
              for (const closed of document.querySelectorAll("details")) closed.open = true;
              parent.postMessage([location.hash.slice(1), root.scrollWidth, innerWidth,
                document.querySelectorAll(".uplot canvas").length, wrong.join(" ")], "*");
            }, 50));
            </script>
            """;

    @TempDir Path directory;
    private Chromium chromium = new Chromium(Path.of(""));

    @BeforeEach
    void findBrowser(TestReporter reporter) {
        var installed = Chromium.installed();
        if (installed.isEmpty()) {
            reporter.publishEntry(
                    "skipped", "no chromium, chromium-browser or google-chrome on PATH");
        }
        assumeTrue(installed.isPresent(), "no Chromium is installed");
        chromium = installed.orElseThrow();
    }

    @Test
    void fitsEveryWidthWithScriptAndWithout() throws Exception {
        String report = HtmlReport.render(List.of(SampleResults.troubled()));
        Files.writeString(
                directory.resolve("with.html"), report.replace("<head>", "<head>" + PROBE));
        var without = Jsoup.parse(report);
        without.select("script").remove();
        without.head().prepend(PROBE);
        Files.writeString(directory.resolve("without.html"), without.outerHtml());
        var frames = directory.resolve("frames.html");
        Files.writeString(frames, frames());

        String dump =
                chromium.run(
                        directory,
                        List.of(
                                "--dump-dom",
                                "--virtual-time-budget=1500",
                                "--window-size=1500,2000"),
                        frames);

        var rows = Jsoup.parse(dump).select("li");
        assertEquals(2 * WIDTHS.size(), rows.size(), dump);
        for (var row : rows) {
            String said = row.text();
            assertTrue(number(row.attr("data-scroll")) <= number(row.attr("data-inner")), said);
            assertEquals("", row.attr("data-wrong"), said);
            boolean scripted = row.attr("data-name").startsWith("with-");
            assertEquals(scripted, number(row.attr("data-canvases")) > 3, said);
        }
    }

    @Test
    void showsDrawingsInPlaceOfChartsWhereScriptIsOff() throws Exception {
        var page = directory.resolve("report.html");
        String forbidden =
                "<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";
        String report = HtmlReport.render(List.of(SampleResults.closedOnly()));
        Files.writeString(page, report.replace("<head>", forbidden));
        var picture = directory.resolve("picture.png");

        String dump =
                chromium.run(
                        directory,
                        List.of("--window-size=800,1200", "--dump-dom", "--screenshot=" + picture),
                        page);

        var document = Jsoup.parse(dump);
        assertTrue(document.select("canvas").isEmpty());
        assertFalse(document.select(".sparks[open] svg.spark").isEmpty());
        assertTrue(colours(picture) > 20, "the picture is almost empty");
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /// How many colours a picture has, of every third pixel.
    private static long colours(Path picture) throws IOException {
        var image = ImageIO.read(picture.toFile());
        return java.util.stream.IntStream.range(0, image.getWidth() / 3 * (image.getHeight() / 3))
                .map(i ->
                        image.getRGB(
                                i % (image.getWidth() / 3) * 3, i / (image.getWidth() / 3) * 3))
                .distinct()
                .count();
    }

    /// A page with the report in frames, which lists what each of them tells.
    private static String frames() {
        var page =
                new StringBuilder(
                        """
                        <!DOCTYPE html><title>frames</title><ul></ul><script>
                        addEventListener("message", ({ data: [name, scroll, inner, canvases, wrong] }) => {
                          const row = document.createElement("li");
                          Object.assign(row.dataset, { name, scroll, inner, canvases, wrong });
                          row.textContent = [name, scroll, inner, canvases, wrong].join(" ");
                          document.querySelector("ul").append(row);
                        });
                        </script>
                        """);
        for (int width : WIDTHS) {
            for (var kind : List.of("with", "without")) {
                page.append(
                        String.format(
                                Locale.ROOT,
                                "<iframe src=\"%s.html#%s-%d\" style=\"width:%dpx;height:300px;border:0\"></iframe>%n",
                                kind,
                                kind,
                                width,
                                width));
            }
        }
        return page.toString();
    }
}
