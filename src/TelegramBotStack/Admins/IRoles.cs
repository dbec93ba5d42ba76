namespace TelegramBotStack;

/// <summary>
/// Who may do what. A role is a name; administrators have every role. Each change is logged and kept with its time and who
/// made it. Reading costs nothing: the roles are in memory while the instance is the active one.
/// </summary>
public interface IRoles
{
    /// <summary>The role of administrators.</summary>
    const string Admin = "admin";

    /// <summary>The newest changes, oldest first; 1,000 are kept.</summary>
    IReadOnlyList<RoleChange> History { get; }

    /// <summary>Tells whether a user is an administrator.</summary>
    /// <param name="userId">The user's id at Telegram.</param>
    bool IsAdmin(long userId);

    /// <summary>Tells whether a user has a role, or is an administrator.</summary>
    /// <param name="userId">The user's id at Telegram.</param>
    /// <param name="role">The role.</param>
    bool Has(long userId, string role);

    /// <summary>Who has a role; administrators are not listed for other roles than theirs. Those of the configuration come first.</summary>
    /// <param name="role">The role.</param>
    IReadOnlyList<RoleHolder> Holders(string role);

    /// <summary>Gives a role.</summary>
    /// <param name="userId">The user's id at Telegram.</param>
    /// <param name="role">The role: 1 to 64 characters.</param>
    /// <param name="by">Who gives it; null for the bot itself.</param>
    /// <param name="cancellationToken">Ends the operation; the role is then given or not.</param>
    Task<RoleResult> GrantAsync(long userId, string role, long? by = null, CancellationToken cancellationToken = default);

    /// <summary>Takes a role. That of the last administrator is not taken, whoever else does the same at the same time.</summary>
    /// <param name="userId">The user's id at Telegram.</param>
    /// <param name="role">The role.</param>
    /// <param name="by">Who takes it; null for the bot itself.</param>
    /// <param name="cancellationToken">Ends the operation; the role is then taken or not.</param>
    Task<RoleResult> RevokeAsync(long userId, string role, long? by = null, CancellationToken cancellationToken = default);
}
