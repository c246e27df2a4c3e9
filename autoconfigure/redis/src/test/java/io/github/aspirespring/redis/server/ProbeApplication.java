// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * An application that says whether it reaches Redis.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ProbeApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplicationBuilder(ProbeApplication.class)
			.web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run(args)) {
			StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
			context.getBeansOfType(StringRedisTemplate.class).forEach((name, each) -> {
				each.opsForValue().set("probe", "works");
				System.out.println(name + " " + each.opsForValue().get("probe"));
			});
			System.out.println("Redis " + template.opsForValue().get("probe") + ", commands may take "
					+ context.getEnvironment().getProperty("spring.data.redis.timeout"));
		}
	}

}
