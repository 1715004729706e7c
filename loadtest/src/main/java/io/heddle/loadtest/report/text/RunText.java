package io.heddle.loadtest.report.text;

import io.heddle.loadtest.report.text.Table.Cell;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.result.ServerUse;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One load run for people: both clocks side by side, then all that tells how far to trust them.
public final class RunText {
    private static final int LABEL_WIDTH = 11;

    private final WindowResult window;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private RunText(WindowResult window, Style style) {
        this.window = window;
        this.style = style;
    }

    /// The lines, none wider than the style's width, colours not counted.
    public static List<String> lines(RunResult run, Style style) {
        var text = new RunText(run.window(), style);
        text.paragraph(Ink.STRONG, "", run.target() + ": " + run.window().label());
        if (run.interrupted()) {
            text.paragraph(
                    Ink.WARNING, "", "Interrupted: this is what had been measured until then.");
        }
        text.window();
        run.gates().forEach(text::gate);
        run.notes().forEach(note -> text.line(Ink.PLAIN, "note", note));
        return List.copyOf(text.lines);
    }

    /// The lines of a window alone, without a title.
    public static List<String> lines(WindowResult window, Style style) {
        var text = new RunText(window, style);
        text.window();
        return List.copyOf(text.lines);
    }

    private void window() {
        rates();
        lines.add("");
        latencies();
        lines.add("");
        fairness();
        client();
        ServerUse server = window.server();
        if (server != null) {
            line(Ink.PLAIN, "server", server(server));
        }
        host();
        validity();
    }

    private void rates() {
        var offered = window.offeredRate();
        line(
                Overload.isIn(window) ? Ink.BAD : Ink.PLAIN,
                "rate",
                "%sachieved %s/s, %s replies in %s s on %s connections"
                        .formatted(
                                offered == null
                                        ? "closed loop, "
                                        : "offered " + Figures.number(offered) + "/s, ",
                                Figures.number(window.achievedRate()),
                                Figures.count(window.requests()),
                                Figures.number(window.durationS()),
                                Figures.count(window.connections())));
        boolean failed = window.errors() + window.timeouts() + window.deadlineMisses() > 0;
        line(
                failed ? Ink.BAD : Ink.PLAIN,
                "failures",
                "%s errors, %s timeouts, %s deadline misses"
                        .formatted(
                                Figures.count(window.errors()),
                                Figures.count(window.timeouts()),
                                Figures.count(window.deadlineMisses())));
    }

    private void latencies() {
        var table =
                new Table(List.of("time", "min", "p50", "p90", "p99", "p99.9", "max", "mean", "n"));
        boolean overloaded = Overload.isIn(window);
        if (!overloaded) {
            table.add(latency("response", window.responseUs()));
        }
        table.add(latency("service", window.serviceUs()));
        table.add(latency("send lag", window.sendLagUs()));
        if (window.connectUs().n() > 0) {
            table.add(latency("connect", window.connectUs()));
        }
        if (window.firstByteUs().n() > 0) {
            table.add(latency("first byte", window.firstByteUs()));
        }
        if (overloaded) {
            line(
                    Ink.BAD,
                    "response",
                    "unbounded (overload): it grows for as long as the run lasts; %s replies"
                            .formatted(Figures.count(window.responseUs().n())));
        }
        lines.addAll(table.lines(style));
        paragraph(
                Ink.FAINT,
                "",
                window.offeredRate() == null
                        ? "A closed loop waits for each reply: both clocks are the service time."
                        : "response: from the time a request was due; service: from its write; send lag: the client's own lateness.");
    }

    private static List<Cell> latency(String name, Latency latency) {
        var row = new ArrayList<Cell>();
        row.add(Cell.of(name));
        for (var value : values(latency)) {
            row.add(Cell.of(value));
        }
        row.add(Cell.of(Figures.count(latency.n())));
        return row;
    }

    private static List<String> values(Latency latency) {
        var values = new ArrayList<String>();
        add(values, latency.min(), latency);
        add(values, latency.p50(), latency);
        add(values, latency.p90(), latency);
        add(values, latency.p99(), latency);
        add(values, latency.p999(), latency);
        add(values, latency.max(), latency);
        add(values, latency.mean(), latency);
        return values;
    }

    private static void add(List<String> values, @Nullable Double micros, Latency latency) {
        values.add(Figures.micros(micros, latency.n()));
    }

    private void fairness() {
        var fairness = window.fairness();
        line(Ink.PLAIN, "in flight", Figures.number(window.meanInFlight()) + " on average");
        line(
                fairness.starved() > 0 ? Ink.BAD : Ink.PLAIN,
                "fairness",
                "replies per connection: least %s, median %s, most %s; Jain %s; %s starved"
                        .formatted(
                                Figures.count(fairness.min()),
                                Figures.number(fairness.median()),
                                Figures.count(fairness.max()),
                                Figures.format("%.3f", fairness.jain()),
                                Figures.count(fairness.starved())));
    }

    private void client() {
        var client = window.client();
        line(
                Ink.PLAIN,
                "client",
                "busiest loop %s; cpu %s s; longest pause %s; %d collections; heap %s"
                        .formatted(
                                Figures.percent(client.busyShare()),
                                Figures.number(client.cpuS()),
                                Figures.micros(client.hiccupMaxUs()),
                                client.gcCount(),
                                Figures.bytes((double) client.heapBytes())));
    }

    private static String server(ServerUse server) {
        var parts = new ArrayList<String>();
        var perRequest = server.cpuUsPerRequest();
        if (perRequest != null) {
            parts.add("cpu " + Figures.number(perRequest) + " us/req");
        }
        parts.add(
                "user %s s, system %s s, busy %s of %d cores"
                        .formatted(
                                Figures.number(server.cpuUserS()),
                                Figures.number(server.cpuSystemS()),
                                Figures.percent(server.busyShare()),
                                server.cores()));
        bytes(parts, "rss", server.rssBytes());
        bytes(parts, "heap", server.heapBytes());
        amount(parts, "threads", server.threads());
        amount(parts, "context switches", server.contextSwitches());
        amount(parts, "gc", server.gcCount());
        amount(parts, "gc ms", server.gcMs());
        amount(parts, "jit ms", server.jitMs());
        amount(parts, "virtual threads mounted", server.vtMounted());
        amount(parts, "queued", server.vtQueued());
        return String.join("; ", parts);
    }

    private static void bytes(List<String> parts, String name, @Nullable Long bytes) {
        if (bytes != null) {
            parts.add(name + " " + Figures.bytes(bytes));
        }
    }

    private static void amount(List<String> parts, String name, @Nullable Number amount) {
        if (amount != null) {
            parts.add(name + " " + Figures.count(amount.longValue()));
        }
    }

    private void host() {
        var host = window.host();
        var parts = new ArrayList<String>();
        share(parts, "others' cpu", host.foreignCpuShare());
        share(parts, "steal", host.stealShare());
        share(parts, "waiting for a cpu", host.psiCpuSome());
        amount(parts, "listen overflows", host.listenOverflows());
        amount(parts, "retransmits", host.retransmits());
        if (!parts.isEmpty()) {
            line(Ink.PLAIN, "host", String.join("; ", parts));
        }
    }

    private static void share(List<String> parts, String name, @Nullable Double share) {
        if (share != null) {
            parts.add(name + " " + Figures.percent(share));
        }
    }

    private void validity() {
        var ids = Findings.checks(window.checks(), Light.RED);
        line(
                window.valid() ? Ink.GOOD : Ink.BAD,
                "valid",
                window.valid() ? "yes" : ("NO " + ids).strip());
        for (var light : List.of(Light.RED, Light.AMBER)) {
            window.checks()
                    .forEach((id, check) -> {
                        if (check.light() == light) {
                            lines.addAll(CheckText.lines(id, check, "", style));
                        }
                    });
        }
    }

    private void gate(String expression, boolean held) {
        line(held ? Ink.GOOD : Ink.BAD, "gate", expression + (held ? " holds" : " BROKEN"));
    }

    private void line(Ink ink, String label, String text) {
        paragraph(ink, ("%-" + LABEL_WIDTH + "s").formatted(label), text);
    }

    private void paragraph(Ink ink, String first, String text) {
        var rest = " ".repeat(first.length());
        for (var line : Paragraph.wrapped(first, rest, style.shown(text), style.width())) {
            lines.add(style.paint(ink, line));
        }
    }
}
