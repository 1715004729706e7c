package io.heddle.internal.unix;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may do what with a file.
///
/// @param owner null: the process's user
/// @param group null: as the system says
public record FileRights(
        Set<PosixFilePermission> mode,
        @Nullable UserPrincipal owner,
        @Nullable GroupPrincipal group) {

    /// Looks an account up, by its name or its number.
    ///
    /// @throws SocketFileTrouble if there is none of that name
    public static UserPrincipal user(String nameOrNumber) throws IOException {
        try {
            return accounts().lookupPrincipalByName(nameOrNumber);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new SocketFileTrouble("there is no user " + nameOrNumber, unknown);
        }
    }

    /// Looks a group up, by its name or its number.
    ///
    /// @throws SocketFileTrouble if there is none of that name
    public static GroupPrincipal group(String nameOrNumber) throws IOException {
        try {
            return accounts().lookupPrincipalByGroupName(nameOrNumber);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new SocketFileTrouble("there is no group " + nameOrNumber, unknown);
        }
    }

    private static UserPrincipalLookupService accounts() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    /// Gives a file these rights: its owner first, so that it is never the wrong one's to use.
    ///
    /// @throws SocketFileTrouble if that is not allowed
    void giveTo(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            if (owner != null || group != null) {
                throw new SocketFileTrouble("this system gives files no owner and group", null);
            }
            return; // and no modes: whoever may reach the directory may connect
        }
        try {
            if (group != null) {
                view.setGroup(group);
            }
            if (owner != null) {
                view.setOwner(owner);
            }
        } catch (IOException refused) {
            throw new SocketFileTrouble(
                    "the process may not give the file away to " + who(), refused);
        }
        Files.setPosixFilePermissions(file, mode); // a view that follows no links cannot
    }

    private String who() {
        String user = owner == null ? "" : "user " + owner.getName();
        String both = owner == null || group == null ? "" : ", ";
        return user + both + (group == null ? "" : "group " + group.getName());
    }

    @Override
    public String toString() {
        return PosixFilePermissions.toString(mode);
    }
}
