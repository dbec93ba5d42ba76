using System.Globalization;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>deploy.yaml</c>, laid over by <c>deploy.&lt;environment&gt;.yaml</c> and by variables.</summary>
public static partial class DeployFile
{
    /// <summary>Reads and checks the configuration of a bot repository.</summary>
    /// <param name="directory">Root of the repository.</param>
    /// <param name="environment">Name of the overlay, such as <c>staging</c>; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">A file is missing or wrong; all problems are in the message.</exception>
    public static async Task<DeploySettings> LoadAsync(string directory, string? environment, CancellationToken cancellationToken)
    {
        directory = Path.GetFullPath(directory);
        CheckEnvironment(environment);
        var root = new YamlMappingNode();
        var origin = new Dictionary<YamlNode, string>(ReferenceEqualityComparer.Instance);
        string[] files = environment is null ? ["deploy.yaml"] : ["deploy.yaml", $"deploy.{environment}.yaml"];
        foreach (var file in files)
        {
            var path = Path.Combine(directory, file);
            if (!File.Exists(path))
            {
                throw ConfigurationErrors.NoFile(path);
            }

            YamlOverlay.Lay(root, YamlFile.Parse(file, await File.ReadAllTextAsync(path, cancellationToken)), file, origin);
        }

        EnvironmentOverlay.Lay(root, origin);
        SchemaVersion.Check(root);
        var problems = new List<string>();
        var section = new YamlSection(
            root, "", node => node is null || !origin.TryGetValue(node, out var file) ? files[0] : $"{file}:{node.Start.Line}", problems);
        var stored = await StoredSecrets.LoadAsync(directory, environment, node => origin.GetValueOrDefault(node), cancellationToken);
        var settings = Read(section, directory, environment, stored);
        section.ReportUnknown();
        return problems is [] ? settings : throw ConfigurationErrors.Wrong(problems);
    }

    /// <summary>The environments of a repository: null for deploy.yaml alone, and the names of its overlays.</summary>
    internal static IEnumerable<string?> Environments(string directory) =>
    [
        null,
        .. Directory.EnumerateFiles(directory, "deploy.*.yaml")
            .Select(file => Path.GetFileName(file)["deploy.".Length..^".yaml".Length])
            .Where(name => name != "secrets" && NamePattern().IsMatch(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="DeploymentException">It cannot be the name of an environment, or names a file that is none.</exception>
    internal static void CheckEnvironment(string? environment)
    {
        // deploy.secrets.yaml is the file of the stored secrets.
        if (environment is not null && (!NamePattern().IsMatch(environment) || environment == "secrets"))
        {
            throw ConfigurationErrors.BadEnvironment(environment);
        }
    }

    /// <summary>Where an environment's own file, or without one <c>deploy.yaml</c>, names the source of a secret; null when it does not.</summary>
    /// <returns>File and line.</returns>
    /// <exception cref="DeploymentException">The file is missing, or not YAML.</exception>
    internal static async Task<string?> FindSecretAsync(
        string directory, string? environment, string name, CancellationToken cancellationToken)
    {
        CheckEnvironment(environment);
        var file = environment is null ? "deploy.yaml" : $"deploy.{environment}.yaml";
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
        {
            throw ConfigurationErrors.NoFile(path);
        }

        var root = YamlFile.Parse(file, await File.ReadAllTextAsync(path, cancellationToken));
        var secrets = root.Children.TryGetValue(new YamlScalarNode("secrets"), out var node) ? node as YamlMappingNode : null;
        var key = secrets?.Children.Keys.FirstOrDefault(key => key is YamlScalarNode { Value: var text } && text == name);
        return key is null ? null : $"{file}:{key.Start.Line}";
    }

    internal static DeploySettings Read(YamlSection root, string directory, string? environment, StoredSecrets stored)
    {
        SchemaVersion.Read(root);
        var bot = root.Section("bot");
        var name = bot.Required("name");
        if (name.Length > 0 && !NamePattern().IsMatch(name))
        {
            bot.Report(bot.Node("name"), "name", "must be 1 to 40 lower-case letters, digits and hyphens, beginning with a letter or digit");
        }

        var method = root.Value<DeploymentMethod>("method", "docker or systemd", text => text switch
        {
            "docker" => DeploymentMethod.Docker,
            "systemd" => DeploymentMethod.Systemd,
            _ => null,
        }) ?? DeploymentMethod.Docker;
        var (baseImage, dockerfile, isNative) = ImageSection.Read(root, directory, method);
        var named = dockerfile is null ? bot.Required("project") : bot.Text("project");
        var project = named is null ? "" : Path.GetFullPath(Path.Combine(directory, named));
        if (named is not null && bot.Node("project") is { } projectNode && !File.Exists(project))
        {
            bot.Report(projectNode, "project", "names a file that does not exist");
        }

        var verify = root.Section("verify");
        var secretSection = root.Section("secrets");
        var secrets = stored.LayOver(SecretSection.Read(secretSection, directory), secretSection);
        return new DeploySettings
        {
            Directory = directory,
            Environment = environment,
            Bot = new BotSettings(name, project),
            Host = HostSection.Read(root, directory),
            BaseImage = baseImage,
            Dockerfile = dockerfile,
            IsNative = isNative,
            Secrets = secrets,
            Variables = ReadVariables(root.Section("environment"), secrets),
            TimeZone = root.Value<TimeZoneName>("time-zone", "the IANA name of a time zone, such as Europe/Berlin", TimeZoneName.Parse)?.Name,
            Method = method,
            Handover = root.Value<Handover>("handover", "standby or stop-first", text => text switch
            {
                "standby" => Handover.Standby,
                "stop-first" => Handover.StopFirst,
                _ => null,
            }) ?? Handover.Standby,
            Network = root.Value<ContainerNetwork>("network", "bridge or host", text => text switch
            {
                "bridge" => ContainerNetwork.Bridge,
                "host" => ContainerNetwork.Host,
                _ => null,
            }) ?? ContainerNetwork.Bridge,
            Ports = PortSection.Read(root),
            Resources = ReadResources(root.Section("resources")),
            Alerts = AlertSection.Read(root.Section("alerts"), secrets),
            ReadyTimeout = root.Section("ready").Duration("timeout") ?? TimeSpan.FromSeconds(60),
            VerifyWindow = verify.Duration("window") ?? TimeSpan.FromSeconds(10),
            SmokeCheck = verify.Words("command"),
            TestMessage = TestMessageSection.Read(verify.Section("message"), secrets),
            Hooks = HookSection.Read(root.Section("hooks")),
            Backup = BackupSection.Read(root.Section("backup"), directory),
            Confirm = root.Value<bool>("confirm", "true or false", ParseBoolean) ?? environment is "production" or "prod",
            KeepReleases = root.Integer("keep-releases", 1, 100) ?? 5,
        };
    }

    private static Dictionary<string, string> ReadVariables(YamlSection section, Dictionary<string, SecretSource> secrets)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in section.Entries)
        {
            if (name == "BOT_TOKEN" || secrets.ContainsKey(name))
            {
                section.Node(name);
                section.Report(node, name, "is a secret and belongs under secrets, or everybody who may look at the container could read it");
            }
            else if (name is "BOTSTACK_DATA" or "BOTSTACK_INSTANCE" or "BOTSTACK_RELEASE" or "BOTSTACK_SECRETS")
            {
                section.Node(name);
                section.Report(node, name, "is set by the deployment itself");
            }
            else if (!VariablePattern().IsMatch(name))
            {
                section.Node(name);
                section.Report(node, name, "is not the name of an environment variable");
            }
            else
            {
                variables[name] = section.Text(name) ?? "";
            }
        }

        return variables;
    }

    private static ResourceLimits ReadResources(YamlSection section)
    {
        var defaults = new ResourceLimits();
        return new ResourceLimits(
            section.Value<long>("memory", "a size such as 256m or 1g, at least 6m", ParseSize) ?? defaults.MemoryBytes,
            section.Value<double>("cpus", "a number such as 0.5, up to 512", text =>
                double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cpus) && cpus is > 0 and <= 512 ? cpus : null),
            section.Integer("pids", 16, 32768) ?? defaults.Pids);
    }

    internal static bool? ParseBoolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    internal static long? ParseSize(string text)
    {
        var match = SizePattern().Match(text);
        return match.Success && long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) << (match.Groups[2].Value == "g" ? 30 : 20) is >= 6L << 20 and var bytes
            ? bytes
            : null;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"^([0-9]{1,6})([mg])\z")]
    private static partial Regex SizePattern();
}
