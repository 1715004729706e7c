package io.heddle;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may connect to a Unix-domain socket: by the mode and the owner of its file, which are in
/// force before the first peer can connect, and by an allow list of peers' accounts.
///
/// Accounts are named, or given by their numbers (`"1000"`); they are looked up once, at the start.
/// On Linux, a peer needs the right to write to connect.
///
/// @param mode the file's; the process's umask does not matter
/// @param owner the file's; null: the user of the process. Another one is only for root to give
/// @param group the file's; null: as the system says, usually the group of the process
/// @param users whose processes may connect
/// @param groups likewise: those whose effective group is one of these. Who is in neither list is
///   turned away ([RejectReason#NOT_ALLOWED]); if both are empty, everybody may
public record UnixAccess(
        Set<PosixFilePermission> mode,
        @Nullable String owner,
        @Nullable String group,
        Set<String> users,
        Set<String> groups) {

    /// For processes of the same user, `rw-------`; the default.
    public static final UnixAccess OWNER_ONLY = mode("rw-------");

    /// Copies the sets.
    ///
    /// @throws IllegalArgumentException if an account is blank
    public UnixAccess {
        mode = Set.copyOf(mode);
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        var problems = new Problems();
        problems.check(owner == null || !owner.isBlank(), "owner must not be blank");
        problems.check(group == null || !group.isBlank(), "group must not be blank");
        problems.check(users.stream().noneMatch(String::isBlank), "users must not be blank");
        problems.check(groups.stream().noneMatch(String::isBlank), "groups must not be blank");
        problems.throwIfAny();
    }

    /// A file of a mode, of the process's user, and no allow list.
    ///
    /// @param mode nine characters as `ls` shows them, say `rw-rw----`
    /// @throws IllegalArgumentException if it is none
    public static UnixAccess mode(String mode) {
        return new UnixAccess(
                PosixFilePermissions.fromString(mode), null, null, Set.of(), Set.of());
    }

    /// A copy with another mode, `rw-rw----` say.
    ///
    /// @throws IllegalArgumentException if it is none
    public UnixAccess withMode(String mode) {
        return new UnixAccess(PosixFilePermissions.fromString(mode), owner, group, users, groups);
    }

    /// A copy whose file belongs to a user.
    public UnixAccess withOwner(String owner) {
        return new UnixAccess(mode, Objects.requireNonNull(owner, "owner"), group, users, groups);
    }

    /// A copy whose file belongs to a group.
    public UnixAccess withGroup(String group) {
        return new UnixAccess(mode, owner, Objects.requireNonNull(group, "group"), users, groups);
    }

    /// A copy with other users on its allow list.
    public UnixAccess withUsers(String... users) {
        return new UnixAccess(mode, owner, group, Set.of(users), groups);
    }

    /// A copy with other groups on its allow list.
    public UnixAccess withGroups(String... groups) {
        return new UnixAccess(mode, owner, group, users, Set.of(groups));
    }

    boolean hasAllowList() {
        return !users.isEmpty() || !groups.isEmpty();
    }

    /// The mode as `ls` shows it, and what else is set.
    @Override
    public String toString() {
        var text = new StringBuilder(PosixFilePermissions.toString(mode));
        append(text, " owner ", owner);
        append(text, " group ", group);
        append(text, " users ", users.isEmpty() ? null : users);
        append(text, " groups ", groups.isEmpty() ? null : groups);
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(name).append(value);
        }
    }
}
