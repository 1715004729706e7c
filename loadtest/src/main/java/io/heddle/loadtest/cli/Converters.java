package io.heddle.loadtest.cli;

import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Lifetimes;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.quantity.Shares;
import io.heddle.loadtest.quantity.Sizes;
import java.net.InetSocketAddress;
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

    static final class OfRate implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return converted(value, Rates::parse);
        }
    }

    static final class OfShare implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return converted(value, Shares::parse);
        }
    }

    static final class OfLifetime implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return converted(value, Lifetimes::parse);
        }
    }

    static final class OfAddress implements ITypeConverter<InetSocketAddress> {
        private static final int LARGEST_PORT = 65_535;

        @Override
        public InetSocketAddress convert(String value) {
            int colon = value.lastIndexOf(':');
            int port = colon < 1 ? 0 : converted(value.substring(colon + 1), Counts::parse);
            if (port < 1 || port > LARGEST_PORT) {
                throw new TypeConversionException(
                        "'%s' must be a host and a port between 1 and %d, as in 127.0.0.1:8080"
                                .formatted(value, LARGEST_PORT));
            }
            var address = new InetSocketAddress(value.substring(0, colon), port);
            if (address.isUnresolved()) {
                throw new TypeConversionException("the host of '%s' is unknown".formatted(value));
            }
            return address;
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
