package io.heddle.loadtest.cli;

import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Sizes;
import io.heddle.loadtest.scenario.Scenario;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How options become values; what cannot become one is a usage error that says why.
final class Converters {
    private Converters() {}

    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return converted(value, Durations::parse);
        }
    }

    static final class OfCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return converted(value, Counts::parse);
        }
    }

    static final class OfSize implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return converted(value, Sizes::parse);
        }
    }

    static final class OfScenario implements ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String value) {
            return converted(value, Scenario::named);
        }
    }

    private static <T> T converted(String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
