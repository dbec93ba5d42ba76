using CsCheck;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Tests.Secrets;

public sealed class DotEnvFileTests
{
    [Theory]
    [InlineData("A=value", "value")]
    [InlineData("A = value ", "value")]
    [InlineData("export A=value", "value")]
    [InlineData("  export\tA=value", "value")]
    [InlineData("A=value # a comment", "value")]
    [InlineData("A=val#ue", "val#ue")]
    [InlineData("A=# a comment", "")]
    [InlineData("A=$HOME ${HOME} `id` $(id)", "$HOME ${HOME} `id` $(id)")]
    [InlineData("A=C:\\new", "C:\\new")]
    [InlineData("A='it is $HOME \\n # \"so\"' # a comment", "it is $HOME \\n # \"so\"")]
    [InlineData("A=`it's \"so\"`", "it's \"so\"")]
    [InlineData("A=\"tab\\t, line\\n, \\\"quote\\\", \\\\ and \\$HOME\"", "tab\t, line\n, \"quote\", \\ and $HOME")]
    [InlineData("A=\"one\ntwo\"\nB=other", "one\ntwo")]
    [InlineData("A='one\r\ntwo'\r\nB=other\r\n", "one\ntwo")]
    [InlineData("A=first\nA=last", "last")]
    [InlineData("\uFEFF# comment\n\n  # more\nJUST_A_NAME\nexport ANOTHER\nA=value", "value")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A=", "")]
    public void A_value_is_what_a_person_reads_there(string text, string value) => DotEnvFile.Parse(text)["A"].ShouldBe(value);

    [Theory]
    [InlineData("A='open\nB=x", "line 1 opens a ' that nothing closes")]
    [InlineData("B=x\nA=\"hush\" hush", "line 2 goes on after the closing \"")]
    [InlineData("# fine\n\n1A=hush", "line 3 is not KEY=value")]
    [InlineData("A B=hush", "line 1 is not KEY=value")]
    public void What_cannot_be_told_is_refused_with_its_line_and_without_its_text(string text, string problem)
    {
        var error = Should.Throw<FormatException>(() => DotEnvFile.Parse(text));
        error.Message.ShouldBe(problem);
    }

    [Fact]
    public void Any_value_survives_in_double_quotes() => Gen.String.Sample(value =>
        DotEnvFile.Parse($"X=1\nA={Quote(value)} # end\nB=2\n")["A"].ShouldBe(value));

    [Fact]
    public void Any_text_is_read_or_refused_and_never_brings_it_down() => Gen.String.Sample(text =>
    {
        try
        {
            DotEnvFile.Parse(text);
        }
        catch (FormatException)
        {
            return;
        }
    });

    internal static string Quote(string value) =>
        '"' + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + '"';
}
