package io.heddle.loadtest.validity;

import io.heddle.loadtest.result.WindowResult;
import java.util.regex.Pattern;

/// A condition that a result must meet, as typed: `p99<10ms`, `errors<0.1%`, `rate>=0.99*target`.
///
/// Metrics are `p50`, `p90`, `p99`, `p99.9`, `max` and `mean` of the response time, with `service.`
/// before them of the service time; `errors`, `timeouts` and `deadline_misses`, as a share of all
/// requests (`0.1%`, `0.001`) or as a count (`0`, `10`); `rate` of replies, also as a share of the
/// offered one (`0.99*target`); `cpu_us_per_req`; and `rss_per_conn`, the whole resident memory
/// over the connections. Operators are `<`, `<=`, `>`, `>=` and `==`.
///
/// @param text as typed
public record Gate(String text, GateMetric metric, Operator operator, GateBound bound) {
    private static final Pattern SYNTAX =
            Pattern.compile("\\s*([A-Za-z0-9_.]+)\\s*(<=|>=|==|<|>)\\s*(\\S.*?)\\s*");

    /// How a value is compared with its bound.
    public enum Operator {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        EQUAL("==");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        boolean holds(double value, double bound) {
            return switch (this) {
                case LESS -> value < bound;
                case AT_MOST -> value <= bound;
                case MORE -> value > bound;
                case AT_LEAST -> value >= bound;
                case EQUAL -> value == bound;
            };
        }

        private static Operator of(String symbol) {
            for (var operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalStateException(symbol);
        }
    }

    /// What became of a gate.
    ///
    /// @param text one line: the gate, the value, and what follows
    public record Outcome(Gate gate, State state, String text) {
        /// Whether the gate held; one that cannot be measured did not.
        public boolean held() {
            return state == State.HELD;
        }
    }

    /// How a gate ends.
    public enum State {
        HELD,
        BROKEN,
        /// The window has no such value; counts as broken.
        NOT_MEASURABLE
    }

    /// Reads a gate.
    ///
    /// @throws IllegalArgumentException if `text` is none; the message is one line that says what
    ///   is known
    public static Gate parse(String text) {
        var match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    ("'%s' is no gate: expected METRIC OPERATOR VALUE such as p99<10ms, with one of"
                                    + " < <= > >= ==")
                            .formatted(text));
        }
        var metric = GateMetric.named(match.group(1), text);
        try {
            return new Gate(
                    text,
                    metric,
                    Operator.of(match.group(2)),
                    GateBound.parse(metric, match.group(3)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gate '%s': %s".formatted(text, e.getMessage()), e);
        }
    }

    /// Holds a window against the gate. In an overloaded window no response time can be measured:
    /// the values that stand there only say how long it was.
    ///
    /// @param checked has its checks
    public Outcome evaluate(WindowResult checked) {
        var offered = checked.offeredRate();
        if (bound.ofTarget() && offered == null) {
            return notMeasurable("a closed loop has no target rate");
        }
        if (metric.isResponse() && Checks.overloaded(checked)) {
            return notMeasurable("response times are unbounded (overload)");
        }
        var value = metric.value(checked, bound);
        if (value == null) {
            return notMeasurable(metric.missing(checked));
        }
        double limit =
                bound.ofTarget() && offered != null ? bound.value() * offered : bound.value();
        boolean holds = operator.holds(value, limit);
        return new Outcome(
                this,
                holds ? State.HELD : State.BROKEN,
                "%s %s: %s"
                        .formatted(
                                text,
                                holds ? "held" : "broken",
                                metric.kind().format(value, bound)));
    }

    private Outcome notMeasurable(String why) {
        return new Outcome(
                this,
                State.NOT_MEASURABLE,
                "%s not measurable, counts as broken: %s".formatted(text, why));
    }
}
