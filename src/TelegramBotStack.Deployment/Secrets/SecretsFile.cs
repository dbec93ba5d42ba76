using System.Text;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>
/// The content of <c>deploy.secrets.yaml</c>: names that can be read, and values that only the recipients can. Each value
/// is a block of its own, so that one changed secret is one changed block in a diff.
/// </summary>
internal sealed partial record SecretsFile
{
    private const string Head =
        "# Secrets: their names can be read, their values only by the recipients below. This file belongs into the repository.\n"
        + "# To set one: ./build.sh SecretsSet --secret-name NAME\n";

    // YAML's mark for the end of a document: without it, a file that was cut off between two secrets would look whole.
    private const string End = "...";

    /// <summary>The environment it is for; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>Who can read the values.</summary>
    public IReadOnlyList<SecretsRecipient> Recipients { get; init; } = [];

    /// <summary>The encrypted values, by name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Who can read the values, without notes.</summary>
    public IReadOnlyList<AgeRecipient> Keys => [.. Recipients.Select(recipient => recipient.Key)];

    /// <summary>The file's name in the repository's root.</summary>
    public static string NameFor(string? environment) => environment is null ? "deploy.secrets.yaml" : $"deploy.{environment}.secrets.yaml";

    /// <exception cref="DeploymentException">It is no such file, or damaged; all problems are in the message.</exception>
    public static SecretsFile Parse(string? environment, string text)
    {
        var file = NameFor(environment);
        var problems = new List<string>();
        try
        {
            var root = new YamlSection(YamlFile.Parse(file, text), "", node => $"{file}:{node?.Start.Line ?? 1}", problems);
            var content = new SecretsFile
            {
                Environment = environment,
                Recipients = ReadRecipients(root, text),
                Values = ReadValues(root.Section("secrets")),
            };
            root.ReportUnknown();
            if (!text.TrimEnd().EndsWith($"\n{End}", StringComparison.Ordinal))
            {
                problems.Add($"{file}: is cut off: its last line, {End}, is missing");
            }

            return problems is [] ? content : throw SecretErrors.DamagedFile(file, problems);
        }
        catch (DeploymentException error) when (error.Code == ConfigurationErrors.WrongCode)
        {
            throw SecretErrors.DamagedFile(file, [error.Message]);
        }
    }

    /// <summary>The file with a value added or replaced.</summary>
    public SecretsFile With(string name, string value) => this with
    {
        Values = new Dictionary<string, string>(Values) { [name] = SealedSecret.Seal(name, Environment, value, Keys) },
    };

    /// <summary>The file without a value.</summary>
    public SecretsFile Without(string name) => this with
    {
        Values = Values.Where(value => value.Key != name).ToDictionary(),
    };

    /// <summary>The file with every value encrypted for other recipients.</summary>
    /// <exception cref="DeploymentException">A value cannot be read.</exception>
    public SecretsFile For(IReadOnlyList<SecretsRecipient> recipients, IReadOnlyCollection<AgeIdentity> identities) => this with
    {
        Recipients = recipients,
        Values = Values.ToDictionary(
            value => value.Key,
            value => SealedSecret.Seal(value.Key, Environment, Open(value.Key, identities), [.. recipients.Select(recipient => recipient.Key)])),
    };

    /// <summary>A value.</summary>
    /// <exception cref="DeploymentException">It is encrypted for others, damaged, or was moved here from another name.</exception>
    public string Open(string name, IReadOnlyCollection<AgeIdentity> identities)
    {
        if (!identities.Any(CanRead))
        {
            throw SecretErrors.NotForMe(NameFor(Environment), Recipients, identities.Count);
        }

        try
        {
            return SealedSecret.Open(Values[name], name, Environment, identities);
        }
        catch (AgeException error)
        {
            throw SecretErrors.DamagedValue(NameFor(Environment), name, error);
        }
    }

    /// <summary>Whether somebody is one of the recipients.</summary>
    public bool CanRead(AgeIdentity identity) => Recipients.Any(recipient => recipient.Key.Equals(identity.Recipient));

    /// <summary>The file as it is written.</summary>
    public string Render()
    {
        var text = new StringBuilder(Head).Append("recipients:\n");
        foreach (var (key, note) in Recipients)
        {
            text.Append("  - ").Append(key).Append(note is null ? "" : $" # {note}").Append('\n');
        }

        text.Append("secrets:\n");
        foreach (var (name, value) in Values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            text.Append("  ").Append(name).Append(": |\n    ").Append(value.Replace("\n", "\n    ", StringComparison.Ordinal)).Append('\n');
        }

        return text.Append(End).Append('\n').ToString();
    }

    private static List<SecretsRecipient> ReadRecipients(YamlSection root, string text)
    {
        // YAML's reader drops comments; here they tell whose key it is.
        var notes = RecipientLine().Matches(text).ToLookup(line => line.Groups[1].Value, line => line.Groups[2].Value);
        var recipients = new List<SecretsRecipient>();
        var node = root.Node("recipients");
        foreach (var item in (node as YamlSequenceNode)?.Children ?? [])
        {
            if (item is YamlScalarNode { Value: { } key } && AgeRecipient.TryParse(key, out var recipient))
            {
                recipients.Add(new SecretsRecipient(recipient, notes[key].FirstOrDefault()));
            }
            else
            {
                root.Report(item, "recipients", "must be a list of keys, each written age1…; a letter of this one is wrong");
            }
        }

        if (node is not YamlSequenceNode { Children.Count: > 0 })
        {
            root.Report(node, "recipients", "must be a list of those who can read the values, each written age1…");
        }

        return recipients;
    }

    private static Dictionary<string, string> ReadValues(YamlSection section)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in section.Entries)
        {
            section.Node(name);
            if (!SecretName.IsValid(name))
            {
                section.Report(node, "(a name)", SecretName.Rule);
            }
            else if (node is YamlScalarNode { Value: { } value } && SealedSecret.IsSealed(value))
            {
                values[name] = value.ReplaceLineEndings("\n").Trim();
            }
            else
            {
                section.Report(node, name, "is not an encrypted value, or a damaged one");
            }
        }

        return values;
    }

    [GeneratedRegex(@"^[ \t]*-[ \t]*(age1\w+)[ \t]+#[ \t]*(\S[^\r\n]*?)[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex RecipientLine();
}

/// <summary>Somebody who can read the values of a file.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Note">Whose it is, for people; null when nobody wrote it down.</param>
internal sealed record SecretsRecipient(AgeRecipient Key, string? Note);
