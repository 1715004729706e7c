package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.TargetResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every check of every target; each opens and says why, and what to do.
final class ValidityBoard implements Section {
    @Override
    public String id() {
        return "validity";
    }

    @Override
    public String title() {
        return "May the numbers be believed?";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return !titles(view).isEmpty();
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        var titles = titles(view);
        markup.element(
                "p",
                "The worst of each check over all forks and windows. Open a light for its reason.",
                "class",
                "hint");
        markup.open("div", "class", "board");
        for (var target : view.targets()) {
            row(markup, target);
        }
        markup.close("div").open("dl", "class", "checks");
        titles.forEach((id, title) ->
                markup.open("div").element("dt", id).element("dd", title).close("div"));
        markup.close("dl").line();
        markup.open("details", "class", "numbers").element("summary", "The checks as a table");
        table(view, titles).write(markup);
        markup.close("details");
    }

    private static void row(Markup markup, TargetResult target) {
        markup.open("div", "class", "board-row")
                .open("p", "class", "board-name")
                .element("b", target.name())
                .text(target.valid() ? " valid" : " not valid")
                .close("p")
                .open("div", "class", "lights");
        target.checks().forEach((id, check) -> light(markup, target, id, check));
        if (target.checks().isEmpty()) {
            markup.element("p", "nothing was checked", "class", "quiet");
        }
        markup.close("div");
        if (target.problem() != null) {
            markup.element("p", target.problem(), "class", "warn");
        }
        markup.close("div").line();
    }

    private static void light(Markup markup, TargetResult target, String id, Check check) {
        markup.open("details", "class", Look.cssClass(check.light()))
                .open(
                        "summary",
                        "title",
                        id + " " + check.title() + ": " + Look.word(check.light()))
                .markup(Look.sign(check.light()))
                .element("span", id)
                .close("summary")
                .open("p")
                .element("strong", target.name() + ", " + check.title() + ": ")
                .text(check.why().endsWith(".") ? check.why() : check.why() + ".");
        if (!check.advice().isEmpty()) {
            markup.text(" ").element("em", "To do: " + check.advice());
        }
        markup.close("p").close("details");
    }

    private static Map<String, String> titles(ScenarioView view) {
        var titles = new LinkedHashMap<String, String>();
        view.targets()
                .forEach(target ->
                        target.checks()
                                .forEach((id, check) -> titles.putIfAbsent(id, check.title())));
        return titles;
    }

    private static Table table(ScenarioView view, Map<String, String> titles) {
        var heads = new ArrayList<>(List.of("check"));
        view.targets().forEach(target -> heads.add(target.name()));
        var table = new Table("Checks by target", heads);
        titles.forEach((id, title) -> {
            var cells = new ArrayList<>(List.of(id + " " + title));
            for (var target : view.targets()) {
                var check = target.checks().get(id);
                cells.add(check == null ? NumberText.NONE : Look.word(check.light()));
            }
            table.row(cells);
        });
        return table;
    }
}
