using System.Text.Json.Serialization;

namespace TelegramBotStack.Admins;

/// <summary>All roles and their latest changes, kept as one value, so that a change and its trace are written together or not at all.</summary>
internal sealed record RoleBook(IReadOnlyList<RoleHolder> Holders, IReadOnlyList<RoleChange> Changes)
{
    private const int ChangesKept = 1_000;

    public static RoleBook Empty { get; } = new([], []);

    /// <summary>The book with the change in it, or the same book when it is not made.</summary>
    /// <param name="change">What is asked for.</param>
    /// <param name="configured">The administrators of the configuration.</param>
    public (RoleBook After, RoleResult Result) Apply(RoleChange change, IReadOnlySet<long> configured)
    {
        if (change.Role == IRoles.Admin && configured.Contains(change.UserId))
        {
            return (this, change.IsGranted ? RoleResult.AlreadyHeld : RoleResult.Configured);
        }

        if (IsHeld(change) == change.IsGranted)
        {
            return (this, WasMadeFor(change) ? RoleResult.Done : change.IsGranted ? RoleResult.AlreadyHeld : RoleResult.NotHeld);
        }

        var others = Holders.Where(holder => holder.UserId != change.UserId || holder.Role != change.Role);
        RoleHolder[] holders = change.IsGranted
            ? [.. others, new RoleHolder(change.UserId, change.Role, change.At, change.By)]
            : [.. others];
        if (change is { IsGranted: false, Role: IRoles.Admin } && configured.Count == 0 && !Array.Exists(holders, holder => holder.Role == IRoles.Admin))
        {
            return (this, RoleResult.LastAdmin);
        }

        return (new RoleBook(holders, [.. Changes.TakeLast(ChangesKept - 1), change]), RoleResult.Done);
    }

    private bool IsHeld(RoleChange change) => Holders.Any(holder => holder.UserId == change.UserId && holder.Role == change.Role);

    private bool WasMadeFor(RoleChange change) => change.Update is not null
        && Changes.LastOrDefault(made => made.UserId == change.UserId && made.Role == change.Role)?.Update == change.Update;
}

[JsonSerializable(typeof(RoleBook))]
internal sealed partial class AdminsJson : JsonSerializerContext;
