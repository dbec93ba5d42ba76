using Nuke.Common.Tooling;

namespace TelegramBotStack.BuildEngine.Tests.Tooling;

public class ArgumentStringHandlerTests
{
    [Fact]
    public void Values_with_blanks_are_quoted_and_others_are_not()
    {
        var name = "two words";
        var plain = "one";

        Text($"--name {name} --plain {plain} --raw {name:nq}").ShouldBe("--name \"two words\" --plain one --raw two words");
    }

    [Fact]
    public void Quotes_inside_a_quoted_value_are_escaped()
    {
        var name = "say \"hi\" now";

        Text($"{name}").ShouldBe("\"say \\\"hi\\\" now\"");
    }

    private static string Text(ArgumentStringHandler arguments) => arguments.ToString();
}
