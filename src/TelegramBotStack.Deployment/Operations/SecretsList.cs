using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Secrets;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Tells of the secrets: where each comes from, whether it is at hand, and whether the host has the same value. Never a value.</summary>
public static class SecretsList
{
    /// <summary>Reads the secrets and compares them with the release that runs. Changes nothing and takes no lock.</summary>
    /// <param name="settings">Which bot on which host, and where the secrets come from.</param>
    /// <param name="request">How to log in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The secrets. A host that cannot be asked is no failure; the report says why.</returns>
    public static async Task<SecretsListReport> RunAsync(DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        var (release, problem) = await AskHostAsync(settings, request, cancellationToken);
        var reader = new SecretReader(settings);
        var known = release?.SecretHashes;
        var secrets = new List<SecretReport>();
        foreach (var (name, source) in settings.Secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal))
        {
            string? value = null, missing = null;
            try
            {
                value = await reader.ReadAsync(name, source, cancellationToken);
            }
            catch (DeploymentException error)
            {
                missing = error.Message;
            }

            secrets.Add(new SecretReport(name, source.Description, value is not null, missing, name == settings.TestMessage?.Token ? SecretOnHost.StaysHere : Compare(name, value, release)));
        }

        var gone = known?.Keys.Except(settings.Secrets.Keys).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();
        secrets.AddRange(gone.Select(name => new SecretReport(name, From: null, AtHand: false, Missing: null, SecretOnHost.OnlyThere)));
        return new SecretsListReport(
            settings.Bot.Name, settings.Host.Name, release?.Id, problem, secrets,
            [.. settings.Secrets.Values.OfType<StoredSecret>().DistinctBy(stored => stored.File).Select(Recipients)]);
    }

    private static SecretOnHost Compare(string name, string? value, Release? release) =>
        release?.SecretHashes is not { } known ? SecretOnHost.Unknown
        : !known.TryGetValue(name, out var hash) ? SecretOnHost.NotThere
        : value is null ? SecretOnHost.Unknown
        : ReleaseMaker.SecretHashes(new Dictionary<string, string> { [name] = value }, release.SecretsSalt)[name] == hash ? SecretOnHost.Same
        : SecretOnHost.Changed;

    private static async Task<(Release? Release, string? Problem)> AskHostAsync(
        DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
            return ((await session.Store.ReadAsync(cancellationToken)).ActiveRelease, null);
        }
        catch (DeploymentException error)
        {
            return (null, $"{error.Code}  {error.Message}");
        }
    }

    private static SecretsFileReport Recipients(StoredSecret stored) => new(
        stored.File,
        [.. stored.Content.Recipients.Select(recipient => new RecipientReport(recipient.Key.ToString(), recipient.Note))]);
}

/// <summary>The secrets of a bot.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">Its host.</param>
/// <param name="Release">The release they were compared with; null when none is known.</param>
/// <param name="HostProblem">Why the host could not be asked; null when it was.</param>
/// <param name="Secrets">The secrets, by name; at the end those that only the host has.</param>
/// <param name="Files">The files with stored secrets, and who can read them.</param>
public sealed record SecretsListReport(
    string Bot, string Host, string? Release, string? HostProblem, IReadOnlyList<SecretReport> Secrets, IReadOnlyList<SecretsFileReport> Files);

/// <summary>A secret, without its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">Where it comes from; null when only the host has it.</param>
/// <param name="AtHand">Whether its value can be had here.</param>
/// <param name="Missing">Why it cannot.</param>
/// <param name="OnHost">How it is on the host.</param>
public sealed record SecretReport(string Name, string? From, bool AtHand, string? Missing, SecretOnHost OnHost);

/// <summary>How a secret is on the host, compared with here.</summary>
public enum SecretOnHost
{
    /// <summary>Not known: the host was not asked, has no release, or an older one, or the value is not at hand here.</summary>
    Unknown,

    /// <summary>The same value.</summary>
    Same,

    /// <summary>Another value: the next <c>SecretsPush</c> or <c>DeployUp</c> brings this one.</summary>
    Changed,

    /// <summary>Not there yet.</summary>
    NotThere,

    /// <summary>Only there: the next <c>SecretsPush</c> or <c>DeployUp</c> removes it.</summary>
    OnlyThere,

    /// <summary>It is the test account's token, which is never sent to the host.</summary>
    StaysHere,
}

/// <summary>A file with stored secrets.</summary>
/// <param name="File">Its name.</param>
/// <param name="Recipients">Who can read it.</param>
public sealed record SecretsFileReport(string File, IReadOnlyList<RecipientReport> Recipients);

/// <summary>Somebody who can read a secrets file.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Note">Whose it is; null when nobody wrote it down.</param>
public sealed record RecipientReport(string Key, string? Note);
