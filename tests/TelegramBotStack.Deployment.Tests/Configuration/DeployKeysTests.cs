using System.Collections;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Configuration;

/// <summary>A setting that is documented and checked but has no effect is a lie (a failure other deployers really had).</summary>
public sealed class DeployKeysTests : IDisposable
{
    // Everything a key may need beside it.
    private const string Base = """
        bot:
          name: echo
          project: Echo.csproj
        host:
          address: server.example.org
        secrets:
          BOT_TOKEN: { env: BOT_TOKEN }
          ALERT_WEBHOOK: { env: ALERT_WEBHOOK }
          TESTER_TOKEN: { env: TESTER_TOKEN }
        verify: { message: { send: /start, token: TESTER_TOKEN } }
        """;

    // Keys without an effect of their own, and why.
    private static readonly Dictionary<string, string> WithoutEffect = new()
    {
        ["schema"] = "says how the other keys are meant",
    };

    // For keys that do not take any text.
    private static readonly Dictionary<string, string[]> Samples = new()
    {
        ["bot.project"] = ["Other.csproj"],
        ["host.ssh-config"] = ["ssh_config"],
        ["image.dockerfile"] = ["Other.csproj"],
        ["host.docker-socket"] = ["/run/other.sock"],
        ["host.state-directory"] = ["/srv/other"],
        ["alerts.chat"] = ["42"],
        ["backup.schedule"] = ["daily at 03:30"],
        ["backup.recipients"] = [$"[{AgeIdentity.Create().Recipient}]"],
        ["alerts.webhook"] = ["ALERT_WEBHOOK"],
        ["alerts.repeat"] = ["1h"],
        ["alerts.disk-free"] = ["1g"],
        ["verify.message.token"] = ["ALERT_WEBHOOK"],
        ["ports"] = ["[8080]"],
        ["time-zone"] = ["Europe/Berlin"],
        ["resources.memory"] = ["64m"],
        ["resources.cpus"] = ["0.5"],
        ["secrets.NAME.command"] = ["[pass, show]"],
    };

    private readonly TemporaryDirectory directory = new();

    public DeployKeysTests()
    {
        File.WriteAllText(Path.Combine(directory.Path, "Echo.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(directory.Path, "Other.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(directory.Path, "ssh_config"), "Host *\n  User other\n");
    }

    public static TheoryData<string> Leaves => [.. DeployKeys.All.Select(key => key.Key)
        .Where(path => !DeployKeys.All.Any(other => other.Key.StartsWith(path + ".", StringComparison.Ordinal)))];

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Leaves))]
    public async Task Every_key_changes_the_settings(string path)
    {
        if (WithoutEffect.ContainsKey(path))
        {
            return;
        }

        var before = Describe(await LoadAsync());
        var failures = new List<string>();
        foreach (var value in ValuesFor(path))
        {
            try
            {
                if (Describe(await LoadAsync(path, value)) != before)
                {
                    return;
                }
            }
            catch (DeploymentException error)
            {
                failures.Add($"{value}: {error.Message}");
            }
        }

        failures.ShouldBe([], $"No value of {path} changes the settings. If it needs a special one, add it to {nameof(Samples)}.");
        Assert.Fail($"{path} has no effect.");
    }

    [Fact]
    public void Every_setting_is_used_by_what_deploys()
    {
        var sources = Directory.EnumerateFiles(SourcesOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Replace('\\', '/').Contains("/Deployment/Configuration/") && !file.Replace('\\', '/').Contains(".Deployment/Configuration/"))
            .Select(File.ReadAllText)
            .ToList();
        var unused = SettingsBelow(typeof(DeploySettings), [])
            .Where(property => !sources.Any(text => Regex.IsMatch(text, $@"\.{property.Split('.')[1]}\b|\b{property.Split('.')[1]}: ")));

        unused.ShouldBeEmpty("read from deploy.yaml, and used nowhere");
    }

    [Fact]
    public void The_schema_has_exactly_the_keys_that_are_read()
    {
        var schema = JsonNode.Parse(DeploySchema.Create(path => $"about {path}"))!;

        PathsIn(schema, "").ShouldBe(DeployKeys.All.Select(key => key.Key), ignoreOrder: true);
        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        var properties = schema["properties"]!;
        properties["keep-releases"]!["maximum"]!.GetValue<int>().ShouldBe(100);
        properties["network"]!["enum"]!.AsArray().Select(choice => choice!.GetValue<string>()).ShouldBe(["bridge", "host"]);
        properties["host"]!["anyOf"]!.AsArray().Count.ShouldBe(2);
        properties["verify"]!["properties"]!["window"]!["description"]!.GetValue<string>().ShouldStartWith("about verify.window");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_as_such_and_not_key_by_key()
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => LoadAsync("schema", "2", "\nkey-of-tomorrow: yes\n"));

        error.Code.ShouldBe("TBS6601");
        error.ExitCode.ShouldBe(ExitCode.BadUsage);
        error.Mend.ShouldContain("Upgrade");
        (await LoadAsync("schema", "1")).Bot.Name.ShouldBe("echo");
        (await Should.ThrowAsync<DeploymentException>(() => LoadAsync("schema", "first"))).Message.ShouldContain("deploy.yaml:11: schema must be a number");
    }

    [Fact]
    public async Task Reading_the_configuration_executes_nothing()
    {
        var trace = Path.Combine(directory.Path, "executed");
        File.WriteAllText(Path.Combine(directory.Path, "deploy.staging.yaml"), $$"""
            secrets:
              BOT_TOKEN: { command: [touch, "{{trace}}"] }
            hooks:
              before-preflight: [touch, "{{trace}}"]
            verify:
              command: [touch, "{{trace}}"]
            environment:
              GREETING: "$(touch {{trace}}) `touch {{trace}}` ${HOME} <%= 1 %>"
            """);

        await LoadAsync();
        var settings = await DeployFile.LoadAsync(directory.Path, "staging", TestContext.Current.CancellationToken);
        var dangerous = await Should.ThrowAsync<DeploymentException>(() => LoadAsync("bot", "!!python/object/apply:os.system [id]"));

        settings.Variables["GREETING"].ShouldContain("$(touch ");
        settings.Variables["GREETING"].ShouldContain("${HOME}");
        dangerous.Code.ShouldBe("TBS1002");
        File.Exists(trace).ShouldBeFalse();
    }

    private static IEnumerable<string> ValuesFor(string path)
    {
        var key = DeployKeys.All.Single(key => key.Key == path).MaxBy(ask => ask.Kind)!;
        return Samples.GetValueOrDefault(path) ?? key.Kind switch
        {
            DeployKeyKind.Flag => ["true", "false"],
            DeployKeyKind.Integer => [$"{key.Least + 1}", $"{key.Most}"],
            DeployKeyKind.Duration => ["7s"],
            DeployKeyKind.Words => ["[other, word]"],
            _ => key.Choices ?? (string[])["other"],
        };
    }

    private async Task<DeploySettings> LoadAsync(string? path = null, string? value = null, string more = "")
    {
        // Sections are merged by the overlay; that is quicker than to write YAML into the middle of YAML.
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "deploy.yaml"), Base + (path is not null && !path.Contains('.') ? $"\n{path}: {value}" : "") + more, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "deploy.changed.yaml"), path is null || !path.Contains('.') ? "" : Nested(path.Split('.'), value!), TestContext.Current.CancellationToken);
        var settings = await DeployFile.LoadAsync(directory.Path, "changed", TestContext.Current.CancellationToken);
        return settings with { Environment = null };
    }

    private static string Nested(string[] path, string value) =>
        string.Concat(path[..^1].Select(key => $"{{ {key}: ")) + $"{{ {path[^1]}: {value} }}" + string.Concat(path[1..].Select(_ => " }"));

    private static IEnumerable<string> PathsIn(JsonNode schema, string path)
    {
        var section = schema["anyOf"]?[0] ?? schema;
        var keys = (section["properties"]?.AsObject() ?? []).Select(property => (property.Key, property.Value!)).ToList();
        if (section["additionalProperties"] is JsonObject others)
        {
            keys.Add((DeployKeys.AnyName, others));
        }

        return keys.SelectMany(key => PathsIn(key.Item2, $"{path}{key.Item1}.").Prepend(path + key.Item1));
    }

    private static string Describe(object? value) => value switch
    {
        null => "none",
        string or ValueType => value.ToString()!,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Describe).Order(StringComparer.Ordinal))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties().Select(property => $"{property.Name}={Describe(property.GetValue(value))}"))})",
    };

    private static IEnumerable<string> SettingsBelow(Type type, HashSet<Type> seen) => !seen.Add(type)
        ? []
        : type.GetProperties().Where(property => property.Name != "EqualityContract").SelectMany(property =>
            property.PropertyType is { IsEnum: false, Namespace: "TelegramBotStack.Deployment.Configuration" } below
                ? SettingsBelow(below, seen)
                : [$"{type.Name}.{property.Name}"]);

    private static string SourcesOf(string folder)
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "TelegramBotStack.sln")))
            {
                return Path.Combine(above.FullName, folder);
            }
        }

        throw new InvalidOperationException("The sources are not above the test assembly.");
    }
}
