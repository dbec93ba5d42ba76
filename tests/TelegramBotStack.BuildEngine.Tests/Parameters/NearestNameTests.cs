using Nuke.Common.Parameters;

namespace TelegramBotStack.BuildEngine.Tests.Parameters;

public class NearestNameTests
{
    [Theory]
    [InlineData("deploy-pu", "DeployUp")]
    [InlineData("rolback", "Rollback")]
    [InlineData("dry-runn", "DryRun")]
    [InlineData("xyz", null)]
    public void A_misspelt_name_is_recognised_and_a_foreign_one_is_not(string given, string? expected) =>
        NearestName.Of(given, ["DeployUp", "DeployDown", "Rollback", "DryRun"]).ShouldBe(expected);
}
