package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.validity.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The checks of a target: of each the worst over its forks and windows, with where that was.
///
/// A check that does not apply in one window says nothing against the others in which it does.
final class Board {
    private static final int MANY = 3;

    private Board() {}

    static Map<String, Check> worst(List<ForkResult> forks, @Nullable Check spread) {
        var worst = new LinkedHashMap<String, Check>();
        for (var fork : forks) {
            for (var window : fork.windows()) {
                window.checks()
                        .forEach((id, check) ->
                                worst.merge(
                                        id,
                                        located(check, fork.block(), window.label()),
                                        Board::worse));
            }
        }
        if (spread != null && worst.containsKey(Checks.SPREAD)) {
            worst.put(Checks.SPREAD, spread);
        }
        return worst;
    }

    private static Check located(Check check, int block, String window) {
        return new Check(
                check.light(),
                check.title(),
                "block %d, %s: %s".formatted(block, window, check.why()),
                check.advice());
    }

    static Check worse(Check one, Check other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(Check check) {
        return switch (check.light()) {
            case NONE -> 0;
            case GREEN -> 1;
            case AMBER -> 2;
            case RED -> 3;
        };
    }

    /// V12: whether the targets' largest rates differ by more than those of two equal servers. If
    /// they do not, whatever they share was measured: the client, as a rule. Two targets may simply
    /// be alike, so without a sign that the client was the limit, only three or more are red.
    ///
    /// @param ratios of the targets' largest rates to the baseline's, without the twin's
    /// @param aaSpread of the largest rate
    /// @param clientBusy whether the check of who was the limit was not green in some closed loop
    static Check spread(double[] ratios, OptionalDouble aaSpread, boolean clientBusy) {
        if (ratios.length == 0) {
            return check(Light.NONE, "no other target's largest rate was measured", "");
        }
        if (aaSpread.isEmpty()) {
            return check(Light.NONE, "there is no A/A row to compare the spread with", "");
        }
        double furthest = 0;
        for (double ratio : ratios) {
            furthest = Math.max(furthest, Math.expm1(Math.abs(Math.log(ratio))));
        }
        String why =
                String.format(
                        Locale.ROOT,
                        "the largest rates differ by up to %.1f%%, two equal servers by %.1f%%",
                        100 * furthest,
                        100 * aaSpread.getAsDouble());
        if (furthest > aaSpread.getAsDouble()) {
            return check(Light.GREEN, why, "");
        }
        return clientBusy || ratios.length + 1 >= MANY
                ? check(
                        Light.RED,
                        why,
                        "you measured the client: compare the cost at equal load, or give the"
                                + " client more cores")
                : check(
                        Light.AMBER,
                        why,
                        "the two may be alike, or something that they share was the limit");
    }

    private static Check check(Light light, String why, String advice) {
        return new Check(light, Checks.SPREAD_TITLE, why, advice);
    }
}
