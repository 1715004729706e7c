package io.heddle.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is fuzzed stands what was found so far, and some random bytes. [Fuzzing] finds more.
class FuzzCorpusTest {

    private static final int RANDOM_INPUTS = 2_000;
    private static final int LONGEST = 64;

    @ParameterizedTest
    @MethodSource("inputs")
    void standsWhatWasFoundOnce(String target, Path input) throws Throwable {
        run(target, Files.readAllBytes(input));
    }

    static List<Arguments> inputs() throws IOException {
        List<Arguments> inputs = new ArrayList<>();
        for (String target : FuzzTargets.names()) {
            for (Path input : FuzzTargets.inputs(target)) {
                inputs.add(Arguments.of(target, input));
            }
        }
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void standsRandomBytes(String target) throws Throwable {
        var random = new Random(target.hashCode());
        for (int i = 0; i < RANDOM_INPUTS; i++) {
            var input = new byte[random.nextInt(LONGEST)];
            random.nextBytes(input);
            run(target, input);
        }
    }

    static Stream<String> targets() throws IOException {
        return FuzzTargets.names().stream();
    }

    private static void run(String target, byte[] input) throws Throwable {
        try {
            Class.forName(target)
                    .getMethod("fuzzerTestOneInput", byte[].class)
                    .invoke(null, (Object) input);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Test
    void eachTargetHasInputs() throws IOException {
        for (String target : FuzzTargets.names()) {
            assertFalse(
                    FuzzTargets.inputs(target).isEmpty(),
                    () -> "nothing in " + FuzzTargets.corpus(target));
        }
        assertFalse(FuzzTargets.names().isEmpty());
    }
}
