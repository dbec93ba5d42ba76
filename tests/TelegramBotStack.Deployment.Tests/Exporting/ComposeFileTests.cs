using System.Globalization;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Exporting;
using TelegramBotStack.Deployment.Releases;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Tests.Exporting;

public class ComposeFileTests
{
    // Of the Compose specification's service, build, volume and secret elements.
    private static readonly string[] ServiceKeys =
    [
        "image", "pull_policy", "user", "restart", "read_only", "cap_drop", "security_opt", "tmpfs", "stop_grace_period", "logging",
        "environment", "volumes", "mem_limit", "cpus", "pids_limit", "network_mode", "ports", "secrets",
    ];

    [Fact]
    public void It_runs_the_release_as_Docker_was_told_to()
    {
        var release = Release(new ContainerSettings(
            new Dictionary<string, string> { ["GREETING"] = "it's $HOME, \"yes\"\nand: # more", ["FLAG"] = "yes" }, HostNetwork: false, 128L << 20, 0.5, 64)
        {
            Ports = [new PublishedPort("127.0.0.1", 8080, 80), new PublishedPort("::1", 9090, 90), new PublishedPort("", 7070, 70)],
        });

        var root = Parse(ComposeFile.Of("echo", release, ["BOT_TOKEN", "API_KEY"]));
        var service = (YamlMappingNode)root["services"]["bot"];

        root.Children.Keys.Select(Scalar).ShouldBe(["name", "services", "volumes", "secrets"]);
        Scalar(root["name"]).ShouldBe("echo");
        service.Children.Keys.Select(Scalar).ShouldBeSubsetOf(ServiceKeys);
        Scalar(service["image"]).ShouldBe(release.Image);
        Scalar(service["user"]).ShouldBe("1654:1654");
        Scalar(service["read_only"]).ShouldBe("true");
        Scalar(service["restart"]).ShouldBe("unless-stopped");
        List(service["cap_drop"]).ShouldBe(["ALL"]);
        List(service["security_opt"]).ShouldBe(["no-new-privileges:true"]);
        Scalar(service["mem_limit"]).ShouldBe((128L << 20).ToString(CultureInfo.InvariantCulture));
        Scalar(service["cpus"]).ShouldBe("0.5");
        Scalar(service["pids_limit"]).ShouldBe("64");
        List(service["ports"]).ShouldBe(["127.0.0.1:8080:80/tcp", "[::1]:9090:90/tcp", "7070:70/tcp"]);
        List(service["volumes"]).ShouldBe(["data:/data"]);
        List(service["secrets"]).ShouldBe(["API_KEY", "BOT_TOKEN"]);
        Scalar(root["secrets"]["BOT_TOKEN"]["file"]).ShouldBe("./secrets/BOT_TOKEN");
        var environment = service["environment"];
        Scalar(environment["GREETING"]).ShouldBe("it's $$HOME, \"yes\"\nand: # more", "Compose makes one $ of two");
        Scalar(environment["BOTSTACK_RELEASE"]).ShouldBe(release.Id);
        ((YamlScalarNode)environment["FLAG"]).Style.ShouldBe(YamlDotNet.Core.ScalarStyle.DoubleQuoted, "else it would be a truth value");
    }

    [Fact]
    public void Without_limits_secrets_and_ports_it_names_none()
    {
        var text = ComposeFile.Of("echo", Release(new ContainerSettings(new Dictionary<string, string>(), HostNetwork: true, null, null, null)), []);
        var service = (YamlMappingNode)Parse(text)["services"]["bot"];

        service.Children.Keys.Select(Scalar).ShouldNotContain(key => key == "mem_limit" || key == "cpus" || key == "pids_limit" || key == "secrets" || key == "ports");
        Scalar(service["network_mode"]).ShouldBe("host");
        text.ShouldNotContain("version:", customMessage: "obsolete: Compose warns of it at every command");
        text.ShouldEndWith("\n");
    }

    private static Release Release(ContainerSettings settings) => new()
    {
        Id = "20261124T021500Z-3f4b00",
        Image = "botstack/echo:20261124T021500Z-3f4b00",
        ImageHash = "1",
        ConfigHash = "2",
        SecretsHash = "3",
        SecretsSalt = "4",
        TokenFingerprint = "5",
        Container = settings,
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "ada@laptop",
    };

    private static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IEnumerable<string> List(YamlNode node) => ((YamlSequenceNode)node).Children.Select(Scalar);
}
