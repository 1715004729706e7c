package io.heddle.loadtest.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.SampleResults;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private static final ComparisonResult ECHO_RESULT = SampleResults.echo();
    private static final ComparisonResult TROUBLED_RESULT = SampleResults.troubled();
    private static final String ECHO = HtmlReport.render(List.of(ECHO_RESULT));
    private static final String TROUBLED = HtmlReport.render(List.of(TROUBLED_RESULT));
    private static final String SUITE = HtmlReport.render(SampleResults.suite());

    @Test
    void loadsNothing() {
        var document = Jsoup.parse(ECHO);

        assertEquals(0, document.select("[src], link, iframe, object, embed, img, base").size());
        document.select("[href]")
                .forEach(link -> assertTrue(link.attr("href").startsWith("#"), link::outerHtml));
        document.select("style, [style]")
                .forEach(style -> {
                    assertFalse(style.outerHtml().contains("url("));
                    assertFalse(style.outerHtml().contains("@import"));
                });
        document.select("script").remove();
        assertFalse(document.outerHtml().contains("://"));
    }

    @Test
    void isBelowAMegabyteHoweverManyScenariosThereAre() {
        for (int scenarios : new int[] {1, 3, 8}) {
            var comparisons = Collections.nCopies(scenarios, ECHO_RESULT);

            int bytes = HtmlReport.render(comparisons).getBytes(StandardCharsets.UTF_8).length;

            assertTrue(bytes < HtmlReport.MAX_BYTES, scenarios + " scenarios: " + bytes);
        }
    }

    @Test
    void isTheSameForTheSameJson() {
        String json = ResultFiles.json(TROUBLED_RESULT);

        assertEquals(TROUBLED, HtmlReport.render(List.of(TROUBLED_RESULT)));
        assertEquals(TROUBLED, HtmlReport.render(List.of(read(json))));
    }

    @Test
    void isValidHtml() {
        var parser = Parser.htmlParser().setTrackErrors(10);

        Jsoup.parse(ECHO, "", parser);

        assertEquals(List.of(), List.copyOf(parser.getErrors()));
    }

    @Test
    void givesEveryIdOnce() {
        var document = Jsoup.parse(SUITE);
        var ids = new HashSet<String>();

        document.select("[id]").forEach(each -> assertTrue(ids.add(each.id()), each.id()));
        document.select("[href]")
                .forEach(link -> assertTrue(ids.contains(link.attr("href").substring(1))));
        document.select("[aria-labelledby]")
                .forEach(each ->
                        List.of(each.attr("aria-labelledby").split(" "))
                                .forEach(id -> assertTrue(ids.contains(id), id)));
    }

    @Test
    void hasTitleDescriptionAndTableForEveryChart() {
        var figures = Jsoup.parse(ECHO).select("figure");

        assertTrue(figures.size() >= 10);
        for (var figure : figures) {
            assertFalse(figure.select("figcaption").text().isEmpty());
            assertFalse(figure.select("svg.plot").isEmpty());
            for (var drawing : figure.select("svg.plot")) {
                assertEquals("img", drawing.attr("role"));
                assertFalse(drawing.select("> title").text().isEmpty());
                assertFalse(drawing.select("> desc").text().isEmpty());
                assertFalse(drawing.outerHtml().contains("NaN"), drawing::outerHtml);
                assertFalse(drawing.outerHtml().contains("Infinity"), drawing::outerHtml);
            }
            assertFalse(figure.select("details table tbody tr").isEmpty(), figure.id());
            for (var row : figure.select("details table tr")) {
                assertEquals(figure.select("details table thead th").size(), row.childrenSize());
            }
        }
    }

    @Test
    void saysWhatWasFoundInThreeToSixSentences() {
        for (var page : List.of(ECHO, TROUBLED)) {
            int sentences = Jsoup.parse(page).select(".sentences li").size();

            assertTrue(sentences >= 3 && sentences <= 6, "sentences: " + sentences);
        }
    }

    @Test
    void putsTheVerdictFirstAndTheCautionLast() {
        var document = Jsoup.parse(ECHO);

        assertEquals("Verdict", document.select("h3").getFirst().text());
        assertEquals("What this run does not show", document.select("h3").get(1).text());
        assertEquals("Before you quote a number", document.select("h2").last().text());
    }

    @Test
    void saysTheSameOfATargetWhateverItsName() {
        String json = ResultFiles.json(ECHO_RESULT);
        String renamed = json.replace("\"heddle\"", "\"gadfly\"");

        String verdict = verdict(HtmlReport.render(List.of(read(renamed))));

        assertTrue(verdict.contains("gadfly is worse than"), verdict);
        assertEquals(verdict(ECHO), verdict.replace("gadfly", "heddle"));
    }

    @Test
    void callsTheLatencyOfAnOverloadedWindowUnbounded() {
        var document = Jsoup.parse(TROUBLED);
        var row =
                document.select(".glance tbody tr").stream()
                        .filter(each -> each.select("th").text().contains("raw-vt"))
                        .findFirst()
                        .orElseThrow();

        assertEquals(2, row.select("td:containsOwn(overload), .warn").size());
        assertTrue(verdict(TROUBLED).contains("Unbounded (overload): p"));
        assertTrue(document.select("#s1-load svg").text().contains("unbounded"));
    }

    @Test
    void saysWhichRowsAreInvalidAndWhichForksAreMissing() {
        String verdict = verdict(TROUBLED);

        assertTrue(verdict.contains("NOT VALID (V2): raw-vt"), verdict);
        assertTrue(verdict.contains("heddle FAILED: its server died in block 3"), verdict);
        assertFalse(verdict(ECHO).contains("NOT VALID"));
    }

    @Test
    void opensEveryLightWithItsReason() {
        var board = Jsoup.parse(TROUBLED).select(".board").getFirst();

        assertEquals(5 * 12, board.select("details").size());
        var red = board.select("details.l-red");
        assertEquals(1, red.size());
        assertTrue(red.text().contains("at least 99 % are needed"), red.text());
        assertTrue(red.text().contains("To do: Offer less"), red.text());
    }

    @Test
    void showsASectionOnlyIfThereIsSomethingInIt() {
        var open = Jsoup.parse(ECHO);
        var closed = Jsoup.parse(HtmlReport.render(List.of(SampleResults.closedOnly())));
        var bare = Jsoup.parse(HtmlReport.render(List.of(bare())));

        assertTrue(has(open, "load"));
        assertFalse(has(closed, "load"));
        for (var section :
                List.of("forest", "validity", "spectrum", "timelines", "memory", "cost")) {
            assertTrue(has(open, section), section);
            assertTrue(has(closed, section), section);
            assertFalse(has(bare, section), section);
        }
        assertTrue(has(bare, "verdict"));
        assertTrue(has(bare, "method"));
    }

    @Test
    void listsTheScenariosOfASuiteWithTheirVerdicts() {
        var document = Jsoup.parse(SUITE);

        assertEquals(2, document.select(".contents li").size());
        assertEquals(2, document.select(".contents li p:contains(worse: )").size());
        assertTrue(Jsoup.parse(ECHO).select(".contents").isEmpty());
    }

    @Test
    void escapesWhateverComesFromResults() {
        String hostile =
                "</script><script>alert(1)</script><img src=x onerror='alert(2)'>\\\" onclick=\\\"x";
        String json =
                ResultFiles.json(TROUBLED_RESULT)
                        .replace("raw-vt", hostile)
                        .replace("6.12.9", hostile)
                        .replace("offered load", hostile)
                        .replace("open, 56,000/s", hostile)
                        .replace("backlog", hostile);

        var document = Jsoup.parse(HtmlReport.render(List.of(read(json))));

        assertEquals(
                Jsoup.parse(TROUBLED).select("script").size(), document.select("script").size());
        assertEquals(0, document.select("img, [onclick], [onerror], [onload]").size());
        assertTrue(document.select(".board").text().contains("<script>alert(1)</script>"));
        assertEquals(
                0,
                document.select("script").not("[type]").stream()
                        .filter(script -> script.data().equals("alert(1)"))
                        .count());
    }

    @Test
    void holdsTimelinesAsDataThatAScriptCanRead() {
        var data = Jsoup.parse(ECHO).select("script[type=application/json]");

        var targets = MAPPER.readTree(data.getFirst().data());

        assertEquals(5, targets.size());
        var fork = targets.get(0).get("forks").get(0);
        assertEquals(fork.get("t").size(), fork.get("series").get("p99").size());
        assertEquals(4, fork.get("bands").size());
    }

    @Test
    void rendersARunWithoutAnyTarget() {
        assertTrue(verdict(HtmlReport.render(List.of(bare()))).contains("Nothing was measured."));
    }

    /// What is left of a comparison in which nothing could be measured.
    private static ComparisonResult bare() {
        var echo = ECHO_RESULT;
        return new ComparisonResult(
                echo.schema(),
                echo.kind(),
                echo.tool(),
                echo.command(),
                echo.startedAt(),
                1,
                true,
                echo.environment(),
                echo.scenario(),
                echo.plan(),
                List.of(),
                List.of("everything"),
                List.of());
    }

    private static boolean has(Document document, String section) {
        return document.getElementById("s1-" + section) != null;
    }

    private static String verdict(String html) {
        return Jsoup.parse(html).select(".verdict").text();
    }

    private static ComparisonResult read(String json) {
        return MAPPER.readValue(json, ComparisonResult.class);
    }
}
