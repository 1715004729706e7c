package io.heddle;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// In what two records of a kind differ.
final class Differences {

    private Differences() {}

    /// The names of the components in which they do.
    static List<String> between(Record one, Record other) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            Object mine = component.getAccessor().invoke(one);
            Object others = component.getAccessor().invoke(other);
            if (!Objects.equals(mine, others)) {
                names.add(component.getName());
            }
        }
        return names;
    }
}
