using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Stores a secret in the repository, encrypted for those who may read it.</summary>
public static class SecretsSet
{
    /// <summary>Stores a value. The first one makes the file, and the user's identity when there is none.</summary>
    /// <param name="place">The repository, the environment it is for, and the user's identity.</param>
    /// <param name="name">Its name.</param>
    /// <param name="input">Where the value comes from; asked once it is known that it can be stored.</param>
    /// <param name="note">Told what the user must know, such as where the identity is.</param>
    /// <param name="cancellationToken">Stops; the file is as it was.</param>
    /// <exception cref="DeploymentException">It cannot be stored; the file is as it was.</exception>
    public static async Task<SecretsSetReport> RunAsync(
        SecretsPlace place, string name, SecretInput input, Action<string> note, CancellationToken cancellationToken)
    {
        if (!SecretName.IsValid(name))
        {
            throw SecretErrors.BadName(name);
        }

        if (await DeployFile.FindSecretAsync(place.Directory, place.Environment, name, cancellationToken) is { } given)
        {
            throw SecretErrors.GivenTwice(name, given);
        }

        // Before somebody types a value for nothing.
        await place.Store.ReadAsync(place.Environment, cancellationToken);
        place.CheckIdentity();
        var value = SecretValue.Check(name, await input.ReadAsync(name, cancellationToken));
        var recipients = 0;
        var changed = await place.Store.ChangeAsync(
            place.Environment,
            async before =>
            {
                var file = before ?? await BeginAsync(place, note, cancellationToken);
                recipients = file.Recipients.Count;
                return before is not null && IsSame(before, name, value, await place.Identity.ReadAsync(cancellationToken), note)
                    ? before
                    : file.With(name, value);
            },
            cancellationToken);
        return new SecretsSetReport(name, place.File, changed, recipients);
    }

    // A new file is for the same people as the file of all environments, and for whoever makes it.
    private static async Task<SecretsFile> BeginAsync(SecretsPlace place, Action<string> note, CancellationToken cancellationToken)
    {
        var mine = await place.Identity.ReadOrCreateAsync(
            path => note(
                $"Your identity was made: {path}. It opens your secrets: keep a copy outside the repository. Whoever loses it loses them."),
            cancellationToken);
        var common = place.Environment is null ? null : await place.Store.ReadAsync(environment: null, cancellationToken);
        var recipients = (common?.Recipients ?? []).ToList();
        if (common is null || !mine.Any(common.CanRead))
        {
            recipients.Add(new SecretsRecipient(mine[0].Recipient, DeploymentSession.Me));
        }

        return new SecretsFile { Environment = place.Environment, Recipients = recipients };
    }

    private static bool IsSame(
        SecretsFile file, string name, string value, IReadOnlyCollection<AgeIdentity> identities, Action<string> note)
    {
        if (!identities.Any(file.CanRead))
        {
            note("You are not among the recipients of this file: the value is stored, but you cannot read it. './build.sh SecretsKey' shows your key.");
            return false;
        }

        try
        {
            return file.Values.ContainsKey(name) && file.Open(name, identities) == value;
        }
        catch (DeploymentException)
        {
            // A damaged value is what setting it again mends.
            return false;
        }
    }
}

/// <summary>What was stored.</summary>
/// <param name="Name">The secret.</param>
/// <param name="File">The file it is in.</param>
/// <param name="Changed">Whether the file was changed; not when it held the same value.</param>
/// <param name="Recipients">How many can read it.</param>
public sealed record SecretsSetReport(string Name, string File, bool Changed, int Recipients);
