package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ComparisonResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The report as one HTML file. It loads nothing, works without script, and depends on the results
/// alone: the same results give the same bytes.
public final class HtmlReport {
    /// A page is smaller than this where that can be had by drawing fewer points; tables and checks
    /// are never left out.
    public static final int MAX_BYTES = 1_000_000;

    private static final List<Section> SECTIONS =
            List.of(
                    new VerdictBox(),
                    new Limits(),
                    new Forest(),
                    new ValidityBoard(),
                    new LoadCurve(),
                    new Spectrum(),
                    new Timelines(),
                    new MemoryChart(),
                    new Costs(),
                    new WarmUpCurves(),
                    new FairnessSection(),
                    new Method());

    private HtmlReport() {}

    /// Renders a page.
    ///
    /// @param comparisons one for each scenario, in the order in which they are shown
    /// @return a whole document, to be stored as UTF-8
    public static String render(List<ComparisonResult> comparisons) {
        var views = new ArrayList<ScenarioView>();
        for (var comparison : comparisons) {
            views.add(new ScenarioView(comparison, "s" + (views.size() + 1)));
        }
        String page = "";
        for (var detail : Detail.values()) {
            page = page(views, detail);
            if (page.getBytes(StandardCharsets.UTF_8).length < MAX_BYTES) {
                break;
            }
        }
        return page;
    }

    private static String page(List<ScenarioView> views, Detail detail) {
        var markup = new Markup();
        String title = title(views);
        markup.markup("<!DOCTYPE html>\n").open("html", "lang", "en").line().open("head");
        markup.markup(
                """
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
                style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
                """);
        markup.element("title", title).line();
        markup.open("style")
                .markup(Resource.text("uplot/uPlot.min.css"))
                .line()
                .markup(Resource.text("report.css"))
                .close("style")
                .close("head")
                .line()
                .open("body")
                .markup(Look.drawings())
                .element("a", "Skip to the verdict", "class", "skip", "href", "#main")
                .open("header", "class", "top")
                .element("h1", title);
        Contents.subtitle(markup, views);
        markup.close("header").open("main", "id", "main").line();
        if (views.size() > 1) {
            Contents.write(markup, views);
        }
        views.forEach(view -> scenario(markup, view, detail, views.size() > 1));
        markup.close("main");
        Caution.write(markup);
        scripts(markup, views, detail);
        return markup.close("body").close("html").line().toString();
    }

    private static String title(List<ScenarioView> views) {
        if (views.size() != 1) {
            return "Load test: " + views.size() + " scenarios compared";
        }
        return "Load test: " + views.getFirst().result().scenario().id();
    }

    private static void scenario(Markup markup, ScenarioView view, Detail detail, boolean several) {
        var scenario = view.result().scenario();
        markup.open("section", "class", "scenario", "id", view.id("scenario"))
                .open("h2", "class", several ? "several" : "single")
                .text(several ? scenario.id() + " " : "")
                .element("span", scenario.summary(), "class", "quiet")
                .close("h2")
                .line();
        var shown =
                SECTIONS.stream()
                        .filter(section -> detail != Detail.LEAST || !section.secondary())
                        .filter(section -> section.applies(view))
                        .toList();
        for (var section : shown) {
            markup.open("section", "id", view.id(section.id()))
                    .element("h3", section.title())
                    .line();
            section.write(markup, view, detail);
            markup.close("section").line();
            if (section instanceof VerdictBox) {
                navigation(markup, view, shown);
            }
        }
        if (detail == Detail.LEAST) {
            markup.element(
                    "p",
                    "So many scenarios fit one file only without warm-up, fairness, timelines and the"
                            + " plots of further metrics; result.json and series.ndjson have them.",
                    "class",
                    "hint");
        }
        markup.close("section").line();
    }

    private static void navigation(Markup markup, ScenarioView view, List<Section> shown) {
        markup.open(
                        "nav",
                        "class",
                        "sections",
                        "aria-label",
                        "Parts of " + view.result().scenario().id())
                .open("ul");
        for (var section : shown) {
            if (!(section instanceof VerdictBox)) {
                markup.open("li")
                        .element("a", section.title(), "href", "#" + view.id(section.id()))
                        .close("li");
            }
        }
        markup.close("ul").close("nav").line();
    }

    private static void scripts(Markup markup, List<ScenarioView> views, Detail detail) {
        var timelines = new Timelines();
        if (detail.forks > 0 && views.stream().anyMatch(timelines::applies)) {
            markup.open("script")
                    .markup(Resource.text("uplot/uPlot.iife.min.js"))
                    .close("script")
                    .line();
        }
        markup.open("script").markup(Resource.text("report.js")).close("script").line();
    }
}
