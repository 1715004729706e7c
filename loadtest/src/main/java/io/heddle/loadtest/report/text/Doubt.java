package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.Light;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A check that is not green, with all targets that it found alike.
///
/// @param id `V1` to `V12`
record Doubt(String id, Check check, List<String> targets) {

    private record Key(String id, Check check) {}

    /// The red ones, then the amber ones.
    public static List<Doubt> of(ComparisonResult result) {
        var targets = new LinkedHashMap<Key, List<String>>();
        for (var light : List.of(Light.RED, Light.AMBER)) {
            for (var target : result.targets()) {
                target.checks()
                        .forEach((id, check) -> {
                            if (check.light() == light) {
                                targets.computeIfAbsent(new Key(id, check), _ -> new ArrayList<>())
                                        .add(target.name());
                            }
                        });
            }
        }
        return targets.entrySet().stream()
                .map(found ->
                        new Doubt(
                                found.getKey().id(),
                                found.getKey().check(),
                                List.copyOf(found.getValue())))
                .toList();
    }
}
