using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Encrypts the stored secrets again: for a new identity of the user's, or for other recipients.</summary>
public static class SecretsRotate
{
    /// <summary>
    /// Without recipients to add or remove, the user gets a new identity, and every file that the old one opens is
    /// encrypted for the new one. The old one stays in the identity file, so that nothing is lost when this is interrupted
    /// at any point; run again, it goes on.
    /// </summary>
    /// <param name="place">The repository, the user's identity, and the environment whose file recipients are added to.</param>
    /// <param name="add">Keys to add to that file.</param>
    /// <param name="remove">Keys to remove from every file they are in.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="DeploymentException">A key is wrong, or a file cannot be read or written. What was not reported is as it was.</exception>
    public static async Task<SecretsRotateReport> RunAsync(
        SecretsPlace place, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken)
    {
        place.CheckIdentity();
        var store = place.Store;
        var files = await ReadAllAsync(store, cancellationToken);
        if (!files.Any(file => file.Environment == place.Environment))
        {
            throw SecretErrors.NoFile(place.File);
        }

        var identities = await place.Identity.ReadAsync(cancellationToken);
        List<AgeRecipient> added = [.. add.Select(Parse)], removed = [.. remove.Select(Parse)];
        if (removed.Find(key => !files.Any(file => file.Keys.Contains(key))) is { } unknown)
        {
            throw SecretErrors.NoSuchRecipient(unknown.ToString());
        }

        Func<SecretsFile, IReadOnlyList<SecretsRecipient>> recipients;
        if (added.Count + removed.Count > 0)
        {
            recipients = file => Change(file, file.Environment == place.Environment ? added : [], removed);
        }
        else
        {
            identities = await RenewAsync(place.Identity, identities, files, cancellationToken);
            recipients = file => Renew(file, identities);
        }

        // Before the first file is written: that all of them can be.
        foreach (var file in files)
        {
            Encrypt(file, recipients(file), identities);
        }

        var changed = new List<string>();
        foreach (var file in files)
        {
            if (await store.ChangeAsync(
                file.Environment, now => Task.FromResult(now is null ? null : (SecretsFile?)Encrypt(now, recipients(now), identities)), cancellationToken))
            {
                changed.Add(SecretsFile.NameFor(file.Environment));
            }
        }

        return new SecretsRotateReport(changed, added.Count + removed.Count > 0 ? null : identities[0].Recipient.ToString(), removed.Count > 0);
    }

    private static SecretsFile Encrypt(SecretsFile file, IReadOnlyList<SecretsRecipient> recipients, IReadOnlyCollection<AgeIdentity> identities) =>
        recipients.SequenceEqual(file.Recipients) ? file
        : recipients.Count == 0 ? throw SecretErrors.LastRecipient(SecretsFile.NameFor(file.Environment))
        : file.For(recipients, identities);

    private static List<SecretsRecipient> Change(SecretsFile file, List<AgeRecipient> add, List<AgeRecipient> remove) =>
    [
        .. file.Recipients.Where(recipient => !remove.Contains(recipient.Key)),
        .. add.Where(key => !file.Keys.Contains(key)).Select(key => new SecretsRecipient(key, Note: null)),
    ];

    // A file that an older identity opens and the newest does not: a rotation that was interrupted, or one that was made
    // for another repository. No further identity is needed then.
    private static async Task<IReadOnlyList<AgeIdentity>> RenewAsync(
        IdentityFile identity, IReadOnlyList<AgeIdentity> identities, List<SecretsFile> files, CancellationToken cancellationToken)
    {
        var mine = files.Where(file => identities.Any(file.CanRead)).ToList();
        if (mine.Count == 0)
        {
            throw SecretErrors.NotForMe(SecretsFile.NameFor(files[0].Environment), files[0].Recipients, identities.Count);
        }

        if (mine.Any(file => !file.CanRead(identities[0])))
        {
            return identities;
        }

        return identity.IsVariableUsed ? throw SecretErrors.IdentityGiven() : await identity.RenewAsync(cancellationToken);
    }

    private static IReadOnlyList<SecretsRecipient> Renew(SecretsFile file, IReadOnlyList<AgeIdentity> identities)
    {
        var old = file.Recipients.Where(recipient => identities.Skip(1).Any(identity => identity.Recipient.Equals(recipient.Key))).ToList();
        return old.Count == 0
            ? file.Recipients
            : [.. file.Recipients.Except(old).Where(recipient => !recipient.Key.Equals(identities[0].Recipient)), new SecretsRecipient(identities[0].Recipient, old[0].Note)];
    }

    private static async Task<List<SecretsFile>> ReadAllAsync(SecretsFileStore store, CancellationToken cancellationToken)
    {
        var files = new List<SecretsFile>();
        foreach (var environment in store.Environments())
        {
            if (await store.ReadAsync(environment, cancellationToken) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private static AgeRecipient Parse(string text) =>
        AgeRecipient.TryParse(text.Trim(), out var recipient) ? recipient : throw SecretErrors.BadRecipient(text);
}

/// <summary>What was encrypted again.</summary>
/// <param name="Files">The files that were changed.</param>
/// <param name="Recipient">The public half of the identity that is used now; null when recipients were added or removed.</param>
/// <param name="Removed">Whether somebody was removed, who can still read what is in the repository's history.</param>
public sealed record SecretsRotateReport(IReadOnlyList<string> Files, string? Recipient, bool Removed);
