package io.heddle.loadtest.compare;

import io.heddle.loadtest.target.TargetSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// A row of the comparison: a target under a name of its own, so that one target may enter twice.
public record Entry(String name, TargetSpec target) {

    /// Names the second entry of a target `name#2`: the two show how far equal servers differ.
    public static List<Entry> of(List<TargetSpec> targets) {
        var seen = new HashMap<String, Integer>();
        var entries = new ArrayList<Entry>();
        for (var target : targets) {
            int times = seen.merge(target.text(), 1, Integer::sum);
            entries.add(new Entry(target.text() + (times > 1 ? "#" + times : ""), target));
        }
        return entries;
    }
}
