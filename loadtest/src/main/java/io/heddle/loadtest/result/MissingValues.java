package io.heddle.loadtest.result;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds nulls where the records promise values, before they do harm far from the file they came
/// from.
final class MissingValues {
    private MissingValues() {}

    /// The path to the first component that is null though it must not be, or empty.
    static Optional<String> first(Record root) {
        for (var component : root.getClass().getRecordComponents()) {
            var value = value(root, component);
            var found = below(component.getName(), value, isNullable(component));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> below(String path, @Nullable Object value, boolean nullable) {
        return switch (value) {
            case null -> nullable ? Optional.empty() : Optional.of(path);
            case Record inner -> first(inner).map(rest -> path + "." + rest);
            case List<?> list -> {
                for (int index = 0; index < list.size(); index++) {
                    var found = below(path + "[" + index + "]", list.get(index), false);
                    if (found.isPresent()) {
                        yield found;
                    }
                }
                yield Optional.empty();
            }
            case Map<?, ?> map -> {
                for (var entry : map.entrySet()) {
                    var found = below(path + "." + entry.getKey(), entry.getValue(), false);
                    if (found.isPresent()) {
                        yield found;
                    }
                }
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object value(Record owner, RecordComponent component) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
