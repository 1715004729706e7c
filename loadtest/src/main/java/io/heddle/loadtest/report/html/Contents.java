package io.heddle.loadtest.report.html;

import io.heddle.loadtest.report.text.Findings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is on the page, with the verdict of each scenario first.
final class Contents {
    private Contents() {}

    static void subtitle(Markup markup, List<ScenarioView> views) {
        if (views.isEmpty()) {
            return;
        }
        var first = views.getFirst().result();
        markup.open("p", "class", "quiet")
                .text(first.startedAt())
                .text(" · " + first.tool())
                .text(
                        " · "
                                + views.getFirst().targets().size()
                                + " rows × "
                                + first.plan().forks()
                                + " forks");
        var environment = first.environment();
        fact(markup, environment.get("cpu"), "", "");
        fact(markup, environment.get("cpus"), "", " CPUs");
        fact(markup, environment.get("kernel"), "kernel ", "");
        fact(markup, environment.get("jdk"), "JDK ", "");
        markup.text(" · loopback").close("p").line();
    }

    private static void fact(Markup markup, @Nullable String value, String before, String after) {
        if (value != null) {
            markup.text(" · " + before + value + after);
        }
    }

    static void write(Markup markup, List<ScenarioView> views) {
        markup.open("nav", "class", "contents box", "aria-label", "Scenarios")
                .element("h2", "Scenarios and their verdicts")
                .open("ol");
        for (var view : views) {
            markup.open("li")
                    .element("a", view.result().scenario().id(), "href", "#" + view.id("scenario"))
                    .open("p")
                    .text(Findings.found(view.result()))
                    .close("p")
                    .close("li");
        }
        markup.close("ol").close("nav").line();
    }
}
