// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.view;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.BoundZSetOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

import io.github.aspirespring.boot.AspireConnection;

/**
 * Views in the Redis that the AppHost calls {@code views}, as a sorted set of products.
 * The cache is in another Redis, which may be emptied at any time.
 */
@Component
class RedisProductViews implements ProductViews {

	static final String KEY = "product-views";

	private static final int MOST_VIEWED = 10;

	private static final Logger logger = LoggerFactory.getLogger(RedisProductViews.class);

	private final BoundZSetOperations<String, String> views;

	RedisProductViews(@AspireConnection("views") StringRedisTemplate redis) {
		this.views = redis.boundZSetOps(KEY);
	}

	@Override
	public void count(long productId) {
		try {
			this.views.incrementScore(Long.toString(productId), 1);
		}
		catch (DataAccessException ex) {
			// Whoever looks at a product gets to see it, counted or not
			logger.warn("Counting a view of product {} failed: {}", productId, reason(ex));
		}
	}

	@Override
	public void forget(long productId) {
		try {
			this.views.remove(Long.toString(productId));
		}
		catch (DataAccessException ex) {
			// The product is gone all the same, and what is gone is not popular
			logger.warn("Forgetting the views of product {} failed: {}", productId, reason(ex));
		}
	}

	@Override
	public List<Long> mostViewed() {
		try {
			return this.views.reverseRange(0, MOST_VIEWED - 1).stream().map(Long::valueOf).toList();
		}
		catch (DataAccessException ex) {
			throw new ViewsUnavailableException(ex);
		}
	}

	private static String reason(DataAccessException ex) {
		return ex.getMostSpecificCause().toString();
	}

}
