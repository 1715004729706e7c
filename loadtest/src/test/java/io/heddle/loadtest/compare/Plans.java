package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.GarbageCollector;
import io.heddle.loadtest.process.ServeOptions;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.scenario.ScenarioSpec;
import io.heddle.loadtest.scenario.Scenarios;
import io.heddle.loadtest.scenario.Settings;
import io.heddle.loadtest.wire.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Small plans for tests.
final class Plans {
    private static final Duration WARM_UP = Duration.ofMillis(100);
    private static final Duration WINDOW = Duration.ofMillis(300);
    private static final long HEAP_BYTES = 128L * 1024 * 1024;

    private Plans() {}

    /// One fork of each target, with short windows.
    static Plan of(String scenario, Settings settings, List<String> targets) {
        var chosen = ScenarioSpec.parse(scenario, Scenarios::named).scenario();
        var jvm = new ServerJvm(HEAP_BYTES, GarbageCollector.SERIAL, 1, List.of());
        var launcher =
                new Launcher(
                        new ServerProcesses(), jvm, ServeOptions.of(Protocol.RAW, 1), Map.of());
        var entries =
                targets.stream()
                        .map(target -> Launcher.suited(ServerChoice.parse(target), chosen))
                        .map(Entry::of)
                        .toList();
        return new Plan(
                entries,
                entries.getFirst(),
                launcher,
                chosen,
                settings,
                EngineOptions.loops(1),
                new CpuPlan(CpuPlan.Mode.SHARED, List.of(0), List.of(0), ""),
                1,
                Order.RANDOM,
                1,
                0.03,
                0.95,
                "default");
    }

    static Plan of(String scenario, String... targets) {
        return of(scenario, settings(scenario), List.of(targets));
    }

    /// Without load shares and crowds.
    static Settings settings(String scenario) {
        return new Settings(
                ScenarioSpec.parse(scenario, Scenarios::named).parameters(),
                8,
                WARM_UP,
                WARM_UP,
                WINDOW,
                List.of(),
                List.of());
    }
}
