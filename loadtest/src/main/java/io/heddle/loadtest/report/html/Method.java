package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.TargetResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// How it was measured, where, and how to do it again.
final class Method implements Section {
    @Override
    public String id() {
        return "method";
    }

    @Override
    public String title() {
        return "Method and environment";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return true;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        var result = view.result();
        markup.element("h4", "Reproduce");
        block(markup, view.id("reproduce"), reproduce(view));
        markup.element("h4", "How it was measured").open("dl", "class", "facts");
        facts(view).forEach((name, value) -> fact(markup, name, value));
        markup.close("dl").line();
        if (!result.notes().isEmpty()) {
            markup.element("h4", "Notes").open("ul");
            result.notes().forEach(note -> markup.element("li", note));
            markup.close("ul");
        }
        markup.element("h4", "Environment").open("dl", "class", "facts");
        result.environment().forEach((name, value) -> fact(markup, name, value));
        markup.close("dl").line();
        order(markup, view);
        markup.element("h4", "Command of each server").open("dl", "class", "facts");
        view.targets().forEach(target -> fact(markup, target.name(), shell(target.command())));
        markup.close("dl").line();
        settings(markup, view);
    }

    private static void fact(Markup markup, String name, String value) {
        markup.open("div").element("dt", name).element("dd", value).close("div");
    }

    private static void block(Markup markup, String id, String text) {
        markup.open("div", "class", "copy")
                .element("pre", text, "id", id, "tabindex", "0")
                .element("button", "Copy", "type", "button", "data-copy", id, "hidden", "hidden")
                .close("div")
                .line();
    }

    private static String reproduce(ScenarioView view) {
        var result = view.result();
        var command = new ArrayList<>(result.command());
        boolean seeded = command.stream().anyMatch(word -> word.startsWith("--seed"));
        if (!seeded) {
            command.add("--seed=" + result.plan().seed());
        }
        return "java -jar heddle-loadtest.jar " + shell(command);
    }

    /// Words as a shell reads them back.
    private static String shell(List<String> words) {
        return String.join(
                " ",
                words.stream()
                        .map(word ->
                                word.matches("[\\w@%+=:,./-]+")
                                        ? word
                                        : "'" + word.replace("'", "'\\''") + "'")
                        .toList());
    }

    private static Map<String, String> facts(ScenarioView view) {
        var result = view.result();
        var plan = result.plan();
        var facts = new LinkedHashMap<String, String>();
        facts.put("tool", result.tool());
        facts.put("started", result.startedAt());
        facts.put("took", minutes(result.durationS()));
        facts.put("scenario", result.scenario().id() + ": " + result.scenario().summary());
        result.scenario().settings().forEach((name, value) -> facts.put("setting " + name, value));
        facts.put("forks", plan.forks() + ", each a fresh JVM, in blocks of random order");
        facts.put("seed", String.valueOf(plan.seed()));
        facts.put("baseline", plan.baseline());
        facts.put("smallest effect of interest", NumberText.share(plan.minEffect()));
        facts.put("confidence", NumberText.share(plan.confidence()));
        plan.aaSpread()
                .forEach((metric, share) ->
                        facts.put("A/A spread of " + metric, NumberText.share(share)));
        facts.put("processors", plan.cpuPlan());
        facts.put("profile", plan.profile());
        return facts;
    }

    private static String minutes(double seconds) {
        long all = Math.round(seconds);
        return String.format(Locale.ROOT, "%d min %d s", all / 60, all % 60);
    }

    private static void order(Markup markup, ScenarioView view) {
        var order = view.result().plan().order();
        if (order.isEmpty()) {
            return;
        }
        int most = order.stream().mapToInt(List::size).max().orElse(0);
        var heads = new ArrayList<>(List.of("block"));
        for (int i = 1; i <= most; i++) {
            heads.add(String.valueOf(i));
        }
        var table = new Table("Order of the forks", heads);
        for (int i = 0; i < order.size(); i++) {
            var cells = new ArrayList<>(List.of(String.valueOf(i + 1)));
            cells.addAll(order.get(i));
            while (cells.size() <= most) {
                cells.add("");
            }
            table.row(cells);
        }
        markup.element("h4", "Order of the forks");
        table.write(markup);
    }

    /// What the servers said of themselves; a row that differs between targets is where a
    /// comparison may be unfair.
    private static void settings(Markup markup, ScenarioView view) {
        var names = new TreeSet<String>();
        for (var target : view.targets()) {
            target.forks().forEach(fork -> names.addAll(fork.settings().keySet()));
        }
        if (names.isEmpty()) {
            return;
        }
        var heads = new ArrayList<>(List.of("setting"));
        view.targets().forEach(target -> heads.add(target.name()));
        var table = new Table("Configuration read back from the running servers", heads);
        for (var name : names) {
            var cells = new ArrayList<>(List.of(name));
            view.targets().forEach(target -> cells.add(setting(target, name)));
            table.row(cells);
        }
        markup.element("h4", "Configuration read back");
        table.write(markup);
    }

    private static String setting(TargetResult target, String name) {
        var values = new TreeMap<String, Integer>();
        for (ForkResult fork : target.forks()) {
            String value = fork.settings().get(name);
            if (value != null) {
                values.merge(value, 1, Integer::sum);
            }
        }
        return values.isEmpty() ? NumberText.NONE : String.join(" or ", values.keySet());
    }
}
