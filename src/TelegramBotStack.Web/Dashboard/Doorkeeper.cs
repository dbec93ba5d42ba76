using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>
/// Lets administrators in: a link works once and for a short time, and becomes a session. Both are kept in the bot's storage
/// by hash, so that who reads the storage cannot use them. Whether the user is still administrator is asked each time.
/// </summary>
internal sealed partial class Doorkeeper(IStorage storage, IRoles roles, TimeProvider time, ILogger<Doorkeeper> logger)
{
    public static readonly TimeSpan LinkLasts = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan SessionLasts = TimeSpan.FromHours(12);

    private const int SecretBytes = 32;
    private const string Links = "botstack/dashboard/links/";
    private const string Sessions = "botstack/dashboard/sessions/";

    /// <returns>What the link carries.</returns>
    public Task<string> CreateLinkAsync(long userId, CancellationToken cancellationToken)
        => CreateAsync(Links, userId, LinkLasts, cancellationToken);

    /// <summary>Takes a link for a session.</summary>
    /// <returns>What the cookie carries; null when the link was used before, is too old or was never given.</returns>
    public async Task<string?> RedeemAsync(string? link, CancellationToken cancellationToken)
    {
        if (await FindAsync(Links, link, cancellationToken).ConfigureAwait(false) is not { } admission
            // Of two who use it at the same time, one has deleted it.
            || !await storage.DeleteAsync(KeyOf(Links, link!), cancellationToken).ConfigureAwait(false)
            || !roles.IsAdmin(admission.UserId))
        {
            return null;
        }

        LogSignedIn(logger, admission.UserId);
        return await CreateAsync(Sessions, admission.UserId, SessionLasts, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The administrator whose session it is; null when it is nobody's any more.</returns>
    public async Task<long?> AdmitAsync(string? session, CancellationToken cancellationToken)
    {
        if (await FindAsync(Sessions, session, cancellationToken).ConfigureAwait(false) is not { } admission)
        {
            return null;
        }

        if (roles.IsAdmin(admission.UserId))
        {
            return admission.UserId;
        }

        await EndAsync(session, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public async Task EndAsync(string? session, CancellationToken cancellationToken)
    {
        if (IsSecret(session))
        {
            await storage.DeleteAsync(KeyOf(Sessions, session!), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsSecret(string? text) => text is { Length: 2 * SecretBytes } && text.All(char.IsAsciiHexDigitLower);

    private static string KeyOf(string kind, string secret) => kind + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    private async Task<string> CreateAsync(string kind, long userId, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetHexString(2 * SecretBytes, lowercase: true);
        await storage.SetAsync(KeyOf(kind, secret), new Admission(userId, time.GetUtcNow()), lasts, cancellationToken).ConfigureAwait(false);
        return secret;
    }

    private async Task<Admission?> FindAsync(string kind, string? secret, CancellationToken cancellationToken)
        => IsSecret(secret) ? await storage.GetAsync<Admission>(KeyOf(kind, secret!), cancellationToken).ConfigureAwait(false) : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Administrator {User} has opened the dashboard.")]
    private static partial void LogSignedIn(ILogger logger, long user);
}

/// <summary>Whom a link or a session lets in.</summary>
internal sealed record Admission(long UserId, DateTimeOffset Since);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Admission))]
internal sealed partial class DashboardJson : JsonSerializerContext;
