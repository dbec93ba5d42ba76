using System.Text.Json;
using Nuke.Common;

namespace TelegramBotStack.BuildEngine.Tests.Schema;

public sealed class BuildSchemaTests : IDisposable
{
    private readonly TestBuild _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void It_has_the_shape_that_completion_and_editors_of_NUKE_read()
    {
        _build.Run<SchemaBuild>("--shell-completion", x => x.Work).ExitCode.ShouldBe(0);

        using var schema = JsonDocument.Parse(File.ReadAllText(_build.Nuke("build.schema.json")));
        var definitions = schema.RootElement.GetProperty("definitions");
        definitions.GetProperty("ExecutableTarget").GetProperty("enum").EnumerateArray().Select(name => name.GetString()).ShouldBe(["Hidden", "Work"]);
        definitions.GetProperty("Level").GetProperty("enum").GetArrayLength().ShouldBe(2);
        definitions.GetProperty("NukeBuild").GetProperty("properties").EnumerateObject().Select(property => property.Name)
            .ShouldBe(["Continue", "Help", "Host", "NoLogo", "Partition", "Plan", "Profile", "Root", "Skip", "Target", "Verbosity"]);
        var own = schema.RootElement.GetProperty("allOf")[0].GetProperty("properties");
        own.GetProperty("ApiToken").GetProperty("default").GetString().ShouldBe("Secrets must be entered via 'nuke :secrets [profile]'");
        own.GetProperty("Retries").GetProperty("type").GetString().ShouldBe("integer");
        own.GetProperty("LogLevel").GetProperty("$ref").GetString().ShouldBe("#/definitions/Level");
        schema.RootElement.GetProperty("allOf")[1].GetProperty("$ref").GetString().ShouldBe("#/definitions/NukeBuild");
        File.Exists(_build.Nuke("parameters.json")).ShouldBeTrue();
    }

    [Fact]
    public void It_is_not_written_again_when_nothing_changed()
    {
        _build.Run<SchemaBuild>("--shell-completion", x => x.Work);
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_build.Nuke("build.schema.json"), old);

        _build.Run<SchemaBuild>("Work");

        File.GetLastWriteTimeUtc(_build.Nuke("build.schema.json")).ShouldBe(old);
    }

    [Fact]
    public void A_build_server_writes_none()
    {
        _build.Environment["GITHUB_ACTIONS"] = "true";

        _build.Run<SchemaBuild>("Work");

        File.Exists(_build.Nuke("build.schema.json")).ShouldBeFalse();
    }

    private enum Level
    {
        Low,
        High,
    }

    private sealed class SchemaBuild : NukeBuild
    {
        [Parameter("Token"), Secret] private readonly string? ApiToken;
        [Parameter] private readonly int Retries = 3;
        [Parameter] private readonly Level? LogLevel;

        public Target Work => _ => _.Executes(() => $"{ApiToken}{Retries}{LogLevel}");
        public Target Hidden => _ => _.Unlisted().Executes(() => { });
    }
}
